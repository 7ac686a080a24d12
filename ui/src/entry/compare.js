/** A comparison: overlay, swipe and difference of two borders on one map. */
import "../compare/compare.js";
