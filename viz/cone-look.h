/* cone-look.h - what the cone's pane shows. */
#pragma once

#include "viz/cone-plan.h"
#include "viz/view-private.h"

struct WtConeLook {
  WtGraph *graph;
};
