-- A batch in one pandoc process. Metadata: document, contexts, reference, folder.
-- The contexts are lines of fields with tabs between; the first line names the fields.

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("a")
  file:close()
  return text
end

local function rows(text)
  local names, found = nil, {}
  for line in text:gmatch("[^\n]+") do
    local row, number = {}, 0
    for field in (line .. "\t"):gmatch("([^\t]*)\t") do
      number = number + 1
      row[names and names[number] or number] = field
    end
    if names then found[#found + 1] = row else names = row end
  end
  return found
end

function Meta(meta)
  local function given(name) return pandoc.utils.stringify(meta[name]) end
  local document = read(given("document"))
  local options = pandoc.WriterOptions { reference_doc = given("reference"), number_sections = true }
  for _, row in ipairs(rows(read(given("contexts")))) do
    local text = document:gsub("@([a-z_0-9]+)@", row)
    local written = pandoc.write(pandoc.read(text, "markdown-smart"), "docx", options)
    local file = assert(io.open(given("folder") .. "/" .. row.file .. ".docx", "wb"))
    file:write(written)
    file:close()
  end
end
