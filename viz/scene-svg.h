/* scene-svg.h - a scene as an SVG document. */
#pragma once

#include "viz/png.h"
#include "viz/scene.h"

/* (transfer full) `width` x `height` pixels when nobody says otherwise. */
char *wt_scene_svg(const WtScene *scene, gboolean dark, guint width, guint height,
                   const WtAbout *about);
