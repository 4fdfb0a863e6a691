// Fill a docxtemplater template: docxtemplater.js TEMPLATE CONTEXTS.json FOLDER
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [template, contexts, folder] = process.argv.slice(2);
const content = fs.readFileSync(template);
for (const context of JSON.parse(fs.readFileSync(contexts, "utf8"))) {
  const document = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
  document.render(context);
  const data = document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  fs.writeFileSync(`${folder}/${context.file}.docx`, data);
}
