"""The delimiters of the Jinja2 and copier templates: ERB's, because `{{` is GitHub's in these files."""

DELIMITERS = {
    "block_start_string": "<%",
    "block_end_string": "%>",
    "variable_start_string": "<%=",
    "variable_end_string": "%>",
    "comment_start_string": "<%#",
    "comment_end_string": "%>",
}
