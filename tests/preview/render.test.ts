import * as assert from "node:assert/strict";
import { render } from "../../preview/render";
import { definitions, madeUp, resource } from "./made-up";
