package live

import (
	"strconv"
	"strings"

	"berth/contracts/chain"
)

// Place is how far a stream was heard, as the id of an event says it. It means the same on every replica: a block of the chain, with
// the beginning of its hash, and the number of a notice, which the database gave.
type Place struct {
	Block  uint64
	Hash   uint32 // the first bytes of the block's hash
	Notice uint64
}

// placeOf is the place behind a block and a notice.
func placeOf(b chain.Block, notice uint64) Place { return Place{b.Number, short(b), notice} }

func short(b chain.Block) uint32 {
	return uint32(b.Hash[0])<<24 | uint32(b.Hash[1])<<16 | uint32(b.Hash[2])<<8 | uint32(b.Hash[3])
}

// String is the form in an event's id: block.hash.notice.
func (p Place) String() string {
	hash := strconv.FormatUint(uint64(p.Hash), 16)
	return strconv.FormatUint(p.Block, 10) + "." + strings.Repeat("0", 8-len(hash)) + hash + "." + strconv.FormatUint(p.Notice, 10)
}

// longest is the most bytes of an id.
const longest = 20 + 1 + 8 + 1 + 20

// Parse reads an id; there is one way to write each. false: it is none of ours.
func Parse(s string) (p Place, ok bool) {
	if len(s) > longest {
		return p, false
	}
	block, rest, _ := strings.Cut(s, ".")
	hash, notice, _ := strings.Cut(rest, ".")
	if len(hash) != 8 {
		return p, false
	}
	var errs [3]error
	p.Block, errs[0] = strconv.ParseUint(block, 10, 64)
	h, err := strconv.ParseUint(hash, 16, 32)
	p.Hash, errs[1] = uint32(h), err
	p.Notice, errs[2] = strconv.ParseUint(notice, 10, 64)
	if errs != [3]error{} || p.String() != s {
		return Place{}, false
	}
	return p, true
}
