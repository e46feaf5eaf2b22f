/* hint.h - a text that was shortened for want of room, whole, where the pointer is. */
#pragma once

#include "viz/canvas.h"

/* (nullable) The shortened text at a place of the scene, which it belongs to. */
const char *wt_hint_at(const WtCanvas *canvas, const WtScene *scene, float x, float y);
/* Adds it to the scene, beside that place. */
void wt_hint_draw(WtScene *scene, const char *text, float x, float y);
