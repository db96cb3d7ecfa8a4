"""Views across meetings, pure: a stream of stored meetings → frozen values that answer a question.

Who is who, which documents are cited, how a figure went, what was asked, how meetings spread over
time, the chronicle of a unit. Nothing here knows where meetings come from or how a value is shown.
"""
