// Package dossier has what the platform keeps of each node, as it is written down: what the registry says, its newest card,
// that its wallet enlisted it, what was found out about it, and how it answered. Each kind has one writer and a document of
// its own for each node, under the node's address, so that nobody's writing can undo another's. Types alone; package store
// keeps them.
package dossier

import (
	"net/netip"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/wire"
)

// Node is what the registry and the node's own gateway say. The replica that leads writes it.
type Node struct {
	Entry     chain.Node `json:"entry"`
	Card      *wire.Card `json:"card,omitempty"`
	SeenAt    time.Time  `json:"seenAt,omitzero"`    // the card came
	Error     string     `json:"error,omitempty"`    // why there was no card when it was asked last
	FirstSeen time.Time  `json:"firstSeen"`          // it came to be known here
	AwaySince time.Time  `json:"awaySince,omitzero"` // first question without an answer, of those in a row; zero: it answers
	Hidden    bool       `json:"hidden,omitempty"`   // from lists, since it has not answered for long
	About     *About     `json:"about,omitempty"`    // nil: its metadata was not looked at

	Stamp string `json:"-"` // it was written with; empty: it was not written
}

// Written is what was written of a node with a stamp.
type Written struct {
	Node  eth.Address
	Stamp string
}

// About is what came of a node's metadata URI.
type About struct {
	URI     string           `json:"uri"`
	Said    registry.About   `json:"said"`
	ETag    string           `json:"etag,omitempty"`
	Fetched time.Time        `json:"fetched"`
	Why     wire.Undescribed `json:"why,omitempty"` // nothing of it can be shown, or nothing new
}

// Enlisting is a node's wallet's word, given in a session of its own, on whether this platform's lists show the node.
type Enlisting struct {
	Slot   uint64      `json:"slot"` // of all that were given, from 1
	Mark   string      `json:"mark"` // tells it from another one for the slot
	Node   eth.Address `json:"node"`
	Listed bool        `json:"listed"`
	At     time.Time   `json:"at"`
}

// Certificate sums up what was found out about a node. Who certifies writes it.
type Certificate struct {
	Node    eth.Address              `json:"node"`
	Level   wire.Level               `json:"level"`
	Since   map[wire.Level]time.Time `json:"since,omitempty"` // each that it has now: from when on without a break
	Until   time.Time                `json:"until,omitzero"`  // it is to be looked at again before
	Checks  []wire.Finding           `json:"checks,omitempty"`
	Uptime  wire.Uptime              `json:"uptime"`
	Probes  Probes                   `json:"probes"`
	Holds   []Hold                   `json:"holds,omitempty"`
	Updated time.Time                `json:"updated"`
}

// Hold is an address that is a node's for now: none that was registered later passes at it.
type Hold struct {
	Addr       netip.Addr `json:"addr"`
	Registered time.Time  `json:"registered"` // the node
	Until      time.Time  `json:"until"`      // it is to show it again before
}

// Probes count the questions to a node's gateway and their answers.
type Probes struct {
	Date     string           `json:"date,omitempty"` // of the second of two days in UTC, as in time.DateOnly
	Asked    [48]uint16       `json:"asked"`          // by the hour, of both days
	Answered [48]uint16       `json:"answered"`
	Days     []wire.UptimeDay `json:"days,omitempty"`   // before those two, the oldest first, 30 at most
	Prices   []wire.PriceDay  `json:"prices,omitempty"` // the oldest first
	Away     *wire.Absence    `json:"away,omitempty"`   // since it does not answer
}

// Incidents are the times in which a node did not answer, the newest first.
type Incidents struct {
	Node eth.Address    `json:"node"`
	All  []wire.Absence `json:"all"`
}

// Probe is one question to a node's gateway.
type Probe struct {
	Node eth.Address
	At   time.Time
	Why  string       // there was no card that could be believed; empty: there was
	Rate *amount.Nano // list price of wire.PricedSize in the platform's default token; nil: it told none
}

// Spending is what one order of a check may hold or has cost, in the smallest units of the default token. Each has a slot of its day
// that is written once; only what it came to is written over it, by whoever took it.
type Spending struct {
	Day     string        `json:"day"`  // in UTC, as in time.DateOnly
	Slot    int           `json:"slot"` // of the day, from 1 without gaps
	Mark    string        `json:"mark"` // tells it from another one for the slot
	Amount  amount.Amount `json:"amount"`
	Settled bool          `json:"settled"` // it is what was paid, and does not change any more
}
