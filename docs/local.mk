dist_man_MANS = docs/whytown.1
dist_doc_DATA = \
	docs/architecture.md \
	docs/causal-engine.md \
	docs/determinism.md \
	docs/example-causes.c \
	docs/explanations.md \
	docs/learning-a-week.md \
	docs/learning-music-box.md \
	docs/learning-neighbours.md \
	docs/learning-cannot-tell.md \
	docs/learning-cold-morning.md \
	docs/learning-red-chairs.md \
	docs/learning-watching.md \
	docs/learning-new-machine.md \
	docs/learning-bitter-tea.md \
	docs/mind.md \
	docs/model-format.md \
	docs/scenario-format.md \
	docs/traces.md \
	docs/view.md \
	docs/view.png

# The pictures of docs/view.md, beside it.
viewdir = $(docdir)/view
dist_view_DATA = \
	docs/view/1-opened.png \
	docs/view/2-steps.png \
	docs/view/3-why-not.png \
	docs/view/4-part.png \
	docs/view/5-edit.png \
	docs/view/6-beside.png \
	docs/view/7-alone.png
