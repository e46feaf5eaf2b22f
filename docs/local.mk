dist_man_MANS = docs/whytown.1
dist_doc_DATA =
