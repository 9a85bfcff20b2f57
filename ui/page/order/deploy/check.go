package deploy

import (
	"context"
	"slices"
	"time"

	"berth/shared/wire"
)

// checkAfter is how long nothing must have been typed until a manifest is checked.
const checkAfter = 500 * time.Millisecond

// checkStage is how far a check is.
type checkStage uint8

// The stages.
const (
	checkNone   checkStage = iota // there is nothing to be checked
	checkWaits                    // for the next key
	checkAsks                     // the gateway
	checkKnown                    // answer is of subject
	checkFailed                   // err says why there is no answer
)

// subject is what an answer depends on: the manifest, and what runs.
type subject struct {
	manifest
	Written  string // the format of the text in it
	Revision uint64
	Runs     bool
}

// checking is the state of what a gateway makes of a manifest. Each change of the subject begins a round; an answer of
// another round is dropped. The last answer stays to be looked at while the next is waited for.
type checking struct {
	stage   checkStage
	round   int
	subject subject
	answer  wire.ManifestCheck
	had     string // the format that answer is of; "": there is none
	err     error
	stop    context.CancelFunc // of the request of this round
}

// begin starts a round, unless that is what the newest round is about. stop ends its request.
func (c *checking) begin(s subject, stop context.CancelFunc) (round int, began bool) {
	if c.stage != checkNone && c.subject == s {
		return c.round, false
	}
	c.end()
	if c.had != s.Written {
		c.answer, c.had = wire.ManifestCheck{}, ""
	}
	c.round++
	c.stage, c.subject, c.err, c.stop = checkWaits, s, nil, stop
	return c.round, true
}

// ask reports whether a round is still to be asked for.
func (c *checking) ask(round int) bool {
	if round != c.round || c.stage != checkWaits {
		return false
	}
	c.stage = checkAsks
	return true
}

// came takes an answer, unless it is too late.
func (c *checking) came(round int, answer wire.ManifestCheck, err error) bool {
	if round != c.round || c.stage != checkAsks {
		return false
	}
	c.end()
	if c.stage, c.err = checkFailed, err; err == nil {
		c.stage, c.answer, c.had = checkKnown, answer, c.subject.Written
	}
	return true
}

// drop forgets what was asked and answered.
func (c *checking) drop() {
	c.end()
	*c = checking{round: c.round + 1}
}

// retry lets the same subject be asked for again.
func (c *checking) retry() {
	if c.stage == checkFailed {
		c.stage = checkNone
	}
}

func (c *checking) end() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
}

// busy reports whether an answer is to come.
func (c checking) busy() bool { return c.stage == checkWaits || c.stage == checkAsks }

// bad are the lines with problems, each once, in order.
func (c checking) bad() (lines []int) {
	for _, p := range c.answer.Problems {
		// By hand: a sort is more code in the page than these few lines are worth.
		i := 0
		for i < len(lines) && lines[i] < p.Line {
			i++
		}
		if p.Line > 0 && (i == len(lines) || lines[i] != p.Line) {
			lines = slices.Insert(lines, i, p.Line)
		}
	}
	return lines
}
