// Package part has the reusable pieces of the pages: what the design language names (resource bar, price dial, live
// meter, order timeline, node card, address chip, escrow split, countdown) and the plain controls around them.
//
// Pieces that only show something are functions. Pieces that are used are components with exported fields: a parent
// makes them anew in each Render, &part.Button{…}, and go-app carries the fields over to the mounted one. Their handlers
// are methods that read those fields, so a closure given as OnClick or OnPick is always the newest one, also in lists
// (go-app itself takes two closures of the same source line for equal). Test is the data-test attribute.
package part
