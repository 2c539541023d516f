"""Resources wherever a document tells of them: headings, lists, tables, sentences, fences."""
