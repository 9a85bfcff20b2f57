package platform

import (
	"context"
	"time"

	"berth/shared/eth"
	"berth/shared/wire"
)

// freshFor is for how long a list is good that was read.
const freshFor = time.Minute

// List is a platform's list of nodes, read anew a minute later at the earliest. It is safe for concurrent use: of several who ask
// one reads, and the others wait for that.
type List struct {
	platform *Platform
	now      func() time.Time

	reading chan struct{} // has one element while nobody reads; it guards what follows
	nodes   []wire.Node
	more    bool
	at      time.Time

	found   *wire.Certification // of the node that was asked about
	foundOf eth.Address
	foundAt time.Time
}

// NewList makes one by the platform's base URL; empty: there is none.
func NewList(base string, now func() time.Time) *List {
	l := &List{now: now, reading: make(chan struct{}, 1)}
	if base != "" {
		l.platform = New(base)
	}
	l.reading <- struct{}{}
	return l
}

// Base is the platform's URL; empty: there is none.
func (l *List) Base() string {
	if l.platform == nil {
		return ""
	}
	return l.platform.Base()
}

// Nodes are those of the list, and when it was read. What is given out is not to be changed.
func (l *List) Nodes(ctx context.Context) (nodes []wire.Node, more bool, at time.Time, err error) {
	if l.platform == nil {
		return nil, false, time.Time{}, nil
	}
	select {
	case <-l.reading:
	case <-ctx.Done():
		return nil, false, time.Time{}, ctx.Err()
	}
	defer func() { l.reading <- struct{}{} }()
	if now := l.now(); l.at.IsZero() || now.Sub(l.at) >= freshFor || now.Before(l.at) {
		nodes, more, err := l.platform.Nodes(ctx)
		if err != nil {
			return nil, false, time.Time{}, err
		}
		l.nodes, l.more, l.at = nodes, more, now
	}
	return l.nodes, l.more, l.at, nil
}

// Found is what the platform has found out about a node, read anew a minute later at the earliest, and when it was read; nil: it
// certifies none, or does not know it. What is given out is not to be changed.
func (l *List) Found(ctx context.Context, node eth.Address) (*wire.Certification, time.Time, error) {
	if l.platform == nil {
		return nil, time.Time{}, nil
	}
	select {
	case <-l.reading:
	case <-ctx.Done():
		return nil, time.Time{}, ctx.Err()
	}
	defer func() { l.reading <- struct{}{} }()
	if now := l.now(); l.foundOf != node || l.foundAt.IsZero() || now.Sub(l.foundAt) >= freshFor || now.Before(l.foundAt) {
		c, err := l.platform.Certification(ctx, node)
		switch {
		case err == nil:
			l.found = &c
		case IsUnknown(err):
			l.found = nil
		default:
			return nil, time.Time{}, err
		}
		l.foundOf, l.foundAt = node, now
	}
	return l.found, l.foundAt, nil
}
