package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
)

// Level says how far a platform has looked at a node; each includes those before it.
type Level string

// The levels.
const (
	NoLevel   Level = ""          // it does not answer, or nothing was looked at yet
	Reachable Level = "reachable" // its gateway answers with a card that it signed
	Verified  Level = "verified"  // it holds the operator key now, and its address is the internet's, its own, with TLS that is valid
	Certified Level = "certified" // an order was paid, served and ended, and the machine has what it claims
)

// Levels are all of them, the least first.
func Levels() []Level { return []Level{NoLevel, Reachable, Verified, Certified} }

// Certification is what a platform has found out about a node: GET /api/nodes/{address}/certification. In lists it is without
// Checks and Incidents.
type Certification struct {
	Level     Level               `json:"level,omitempty"`
	Since     map[Level]time.Time `json:"since,omitempty"` // each that it has: from when on without a break
	Until     time.Time           `json:"until,omitzero"`  // the level ends then, unless it is shown again before
	Uptime    Uptime              `json:"uptime"`
	Checks    []Finding           `json:"checks,omitempty"`    // the newest of each kind and verifier
	Incidents []Absence           `json:"incidents,omitempty"` // the newest first
	Days      []UptimeDay         `json:"days,omitempty"`      // of the last 30, the oldest first
	Prices    []PriceDay          `json:"prices,omitempty"`    // of PricedSize in the platform's default token, of the last 30 days, the oldest first
	Command   string              `json:"command,omitempty"`   // that repeats what needs no money, for anyone
}

// Uptime is the share of questions to a gateway that were answered, in thousandths; -1: too few were asked to say.
type Uptime struct {
	Day   int `json:"day"`   // the last 24 h
	Week  int `json:"week"`  // the last 7 d
	Month int `json:"month"` // the last 30 d
}

// UptimeDay is one day's, in UTC.
type UptimeDay struct {
	Date     string `json:"date"` // 2006-01-02
	Asked    int    `json:"asked"`
	Answered int    `json:"answered"`
}

// PricedSize is the size whose list price is kept by the day.
func PricedSize() resource.Resources {
	return resource.Resources{CPUMilli: 1000, MemoryMiB: 2 << 10, DiskMiB: 10 << 10}
}

// PriceDay is a node's list price on a day, in UTC, and on those after it until the next entry: 10^-9 token units a second. The first entry may
// be of an earlier day than the 30 that are told of.
type PriceDay struct {
	Date string      `json:"date"` // 2006-01-02
	Low  amount.Nano `json:"low"`
	High amount.Nano `json:"high"`
	Last amount.Nano `json:"last"` // at the end of the day, or now
}

// Finding is the newest outcome of one check by one verifier.
type Finding struct {
	Name     string      `json:"name"` // key, place, capacity, shop, apart
	Verifier eth.Address `json:"verifier"`
	At       time.Time   `json:"at"`
	Passed   bool        `json:"passed"`
	Why      string      `json:"why,omitempty"` // it did not, in plain English
	Evidence string      `json:"evidence"`      // its ID: GET /api/evidence/{id}
	Good     time.Time   `json:"good,omitzero"` // when it passed last
	Fails    int         `json:"fails,omitempty"`
	Measured *Measured   `json:"measured,omitempty"` // by capacity
}

// Measured is what a check of capacity found of the part of a node that it rented.
type Measured struct {
	Size      resource.Resources `json:"size"`        // that was rented
	Cores     int                `json:"coresMilli"`  // that worked at once, in thousandths of one that works alone
	Speed     int64              `json:"speedMiBs"`   // of one core alone, MiB a second of the proof's table
	Disk      int64              `json:"diskMiBs"`    // MiB a second, written to the disk itself
	Up        int64              `json:"upKiBs"`      // KiB a second to the service
	Down      int64              `json:"downKiBs"`    // KiB a second from it
	RoundTrip int64              `json:"roundTripMs"` // of an empty request, from the verifier
}

// EvidenceBrief is an entry of GET /api/nodes/{address}/evidence, a Page of them, the newest first.
type EvidenceBrief struct {
	ID       string      `json:"id"`
	Verifier eth.Address `json:"verifier"`
	Check    string      `json:"check"`
	At       time.Time   `json:"at"`
	Passed   bool        `json:"passed"`
	Bytes    int         `json:"bytes"` // of the document
}

// EvidenceDocument is GET /api/evidence/{id}: one check as it was made. The signature is the verifier's, over typed.Evidence
// with SHA-256 of Body.
type EvidenceDocument struct {
	ID        string      `json:"id"`
	Node      eth.Address `json:"node"`
	Verifier  eth.Address `json:"verifier"`
	Check     string      `json:"check"`
	At        time.Time   `json:"at"`
	Passed    bool        `json:"passed"`
	Body      string      `json:"body"` // JSON; docs/certification.md says of what
	Signature eth.Bytes   `json:"signature"`
}
