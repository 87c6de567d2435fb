"""What marks a variable in the templates of Jinja2 and copier. As ERB has them: `{{` belongs to GitHub in these files."""

DELIMITERS = {
    "block_start_string": "<%",
    "block_end_string": "%>",
    "variable_start_string": "<%=",
    "variable_end_string": "%>",
    "comment_start_string": "<%#",
    "comment_end_string": "%>",
}
