"""The kinds of documents that an initiative issues, as the archive names them."""

PRESENTATION = "initiatives.presentation_sheet"
CONCEPT_NOTE = "initiatives.concept_note"
METHOD_FRAME = "initiatives.method_frame"
ONE_PAGE = "initiatives.one_page"
HANDBOOK = "initiatives.handbook"
