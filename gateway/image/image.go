// Package image has the words for what images are: the facts that a registry gives about one before it is pulled, the ways
// in which it gives none, and what both mean for a manifest. It asks nobody itself.
package image

import (
	"context"
	"errors"
	"fmt"
	"time"

	"berth/gateway/manifest"
)

// Facts are what an image says of itself. What it has too many or too long of is cut.
type Facts struct {
	Digest     string   // of what its name leads to now: an image, or an index of several
	Platforms  []string // that it is there for, such as linux/amd64
	Bytes      int64    // of its layers as they are fetched, which is compressed
	Layers     int
	User       string // whom its process starts as: a name or a number, with a group or without; empty: root
	Ports      []Port // at which it says that it listens
	Volumes    []string
	Entrypoint []string
	Cmd        []string
	Env        []string // names
	Dir        string   // working directory
	Checks     bool     // it has a check of its health of its own
	BuiltIn    bool     // it is the runtime's own, and nothing is fetched
}

// Port is one at which an image says that it listens.
type Port struct {
	Number int
	UDP    bool
}

// MiB is the size of what is fetched, rounded up.
func (f Facts) MiB() uint32 { return uint32((f.Bytes + 1<<20 - 1) >> 20) }

// Who is on whose behalf an image is asked for.
type Who struct {
	Name  string
	Guest bool // no user of the node's
}

// Asker gives an image's facts: *registry.Asker asks its registry. Access is nil where anybody may have the image. Errors are
// Faults.
type Asker interface {
	Ask(ctx context.Context, who Who, image string, access *manifest.Registry) (Facts, error)
}

// Why is why there are no facts.
type Why string

// The reasons.
const (
	Missing     Why = "missing"     // the registry has none of that name
	Denied      Why = "denied"      // it does not give it to just anybody, or has none
	Withheld    Why = "withheld"    // it does not give it to this user, or has none
	BadAccess   Why = "bad-access"  // it does not know this user and password
	NoPlatform  Why = "no-platform" // there is none for the machines
	NoImage     Why = "no-image"    // what is there is something else
	Outdated    Why = "outdated"    // it is in a format that nothing runs any more
	Limited     Why = "limited"     // the registry asks to wait
	Unreachable Why = "unreachable" // it gave no answer that could be used
	NotHere     Why = "not-here"    // this runtime fetches none, and its own check says so
	Unasked     Why = "unasked"     // it was not asked, or not for all: enough is asked already, or images may not come from there
)

// Certain reports whether the image cannot be had, rather than not looked at.
func (w Why) Certain() bool {
	switch w {
	case NotHere, Limited, Unreachable, Unasked:
		return false
	}
	return true
}

// Fault is the error of an Asker. It has no more of what a registry answered than Why: that may be anything, and have secrets in it.
type Fault struct {
	Why  Why
	Wait time.Duration // with Limited: for so long it is not asked again
	Has  []string      // with NoPlatform: what it is there for
}

func (f *Fault) Error() string { return fmt.Sprintf("image: %s", f.Why) }

// whyOf is the reason of an Asker's error.
func whyOf(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return &Fault{Why: Unreachable}
}
