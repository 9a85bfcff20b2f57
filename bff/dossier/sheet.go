package dossier

import (
	"fmt"
	"hash/fnv"

	"berth/shared/eth"
)

// Sheets are in how many parts all nodes are packed, for a quick start.
const Sheets = 128

// SheetOf is the part that a node is in.
func SheetOf(a eth.Address) int {
	h := fnv.New32a()
	h.Write(a[:])
	return int(h.Sum32() % Sheets)
}

// SheetKey is under what a sheet is kept that was written with a stamp.
func SheetKey(part int, stamp string) string { return fmt.Sprint(part, "-", stamp) }

// Sheet is all that is written of the nodes of one part, each with its stamp, as of the entry that it was written with.
type Sheet struct {
	Part  int
	Nodes []Node
}
