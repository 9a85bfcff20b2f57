package wire

import (
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// RecommendRequest is POST /api/recommend → Recommendation: what to rent for a service of the catalogue, for a Compose file, or as just
// resources, and from whom. At most one of Template, Compose and Resources says what it is for; none: the presets.
type RecommendRequest struct {
	Template  string                 `json:"template,omitempty"`
	Size      string                 `json:"size,omitempty"`     // S, M or L: the load that is expected; default S
	Compose   string                 `json:"compose,omitempty"`  // a file: a node says what it needs
	Resources resource.Resources     `json:"resources,omitzero"` // as much as this
	Token     eth.Address            `json:"token,omitzero"`     // zero: the platform's default
	Duration  uint32                 `json:"duration,omitempty"` // seconds; 0: 30 days
	Needs     order.Need             `json:"needs,omitempty"`
	Limit     int                    `json:"limit,omitempty"` // nodes, 1 to 50, default 10
	RTT       map[eth.Address]uint32 `json:"rtt,omitempty"`   // ms to nodes' gateways, as the page has measured it, 50 at most
}

// Recommendation is what to rent, and from whom: the best node first.
type Recommendation struct {
	Choices   []SizeChoice               `json:"choices"` // S, M and L; of a file or of given resources the one that it is
	Size      string                     `json:"size"`    // of Choices, that Nodes are for
	Resources resource.Resources         `json:"resources"`
	Token     eth.Address                `json:"token"`
	Duration  uint32                     `json:"duration"` // seconds
	Needs     order.Need                 `json:"needs,omitempty"`
	Nodes     []RankedNode               `json:"nodes"`
	Excluded  map[resource.Dimension]int `json:"excluded,omitempty"` // where none fits
	Check     *ManifestCheck             `json:"check,omitempty"`    // with a file: what the node By made of it
	By        string                     `json:"by,omitempty"`       // name of that node
}

// SizeChoice is a size with what it costs by today's price hint.
type SizeChoice struct {
	Size      string             `json:"size"`          // S, M, L, file or own
	For       map[string]string  `json:"for,omitempty"` // the load that it is for, "en" and "zh"
	Resources resource.Resources `json:"resources"`
	Nodes     int                `json:"nodes"`           // that it fits on
	Month     *amount.Amount     `json:"month,omitempty"` // 30 days at the recommended rate, in Recommendation's token; absent where no node fits
}

// RankedNode is a node with what it would cost, and why it stands where it does.
type RankedNode struct {
	AskedNode
	Rate  amount.Nano   `json:"rate"`  // list price, 10^-9 token units a second
	Total amount.Amount `json:"total"` // for the duration
	Why   []RankReason  `json:"why"`   // what weighs most first
}

// RankReason is one thing that speaks for a node, or against it. Code is cheapest, dearer (Figure: percent above the cheapest), record
// (hours that were paid), newcomer, broken (orders that it let lapse or left), reachable, verified, certified (see Level), uptime (percent), near and far (ms), room (it has as much
// again free).
type RankReason struct {
	Code   string  `json:"code"`
	Figure float64 `json:"figure,omitempty"`
	Points float64 `json:"points"` // positive: for it
}

// RentalRequest is POST /api/rental (session) → Rental: nodes are asked one after the other until one serves. Nodes, where any are
// named, are tried in their order; else in the order of POST /api/recommend.
type RentalRequest struct {
	OfferRequest
	Runs bool                   `json:"runs,omitempty"` // something is deployed: a node serves once that runs, else once the order is active
	RTT  map[eth.Address]uint32 `json:"rtt,omitempty"`  // as in RecommendRequest
}

// Rental is a user's search for a node that serves. The platform proposes, and the user's page does what takes a wallet: it pays,
// deploys, takes money back, and says what came of it (RentalReport). GET /api/rental is the one that was begun last; GET
// /api/rental/events streams it as "rental" events, each the whole; DELETE /api/rental stops it. There is one for each user.
type Rental struct {
	Request   RentalRequest `json:"request"`
	Version   uint64        `json:"version"` // rises with each change
	StartedAt time.Time     `json:"startedAt"`
	State     RentalState   `json:"state"`
	Until     time.Time     `json:"until,omitzero"`   // for how long the state may last
	Tries     []RentalTry   `json:"tries"`            // the last one is under way
	Left      int           `json:"left"`             // nodes that could be tried yet
	Dearer    int           `json:"dearer,omitempty"` // where nobody works: nodes that were not asked, since they want more than is paid at most
}

// RentalState is what a rental waits for.
type RentalState string

// The states of a rental.
const (
	RentalAsking     RentalState = "asking"     // the platform asks a node
	RentalCheck      RentalState = "check"      // the page has the node look at what is to run: report fits or unfit
	RentalPay        RentalState = "pay"        // the page pays for the quote
	RentalActivating RentalState = "activating" // the node is to activate the order
	RentalDeploy     RentalState = "deploy"     // the page deploys: report runs or broke
	RentalReturn     RentalState = "return"     // the page ends the order and withdraws what comes back
	RentalServes     RentalState = "serves"     // over: the last try's order serves
	RentalNobody     RentalState = "nobody"     // over: no node is left
	RentalStopped    RentalState = "stopped"    // over: the user wanted no more
)

// Over reports whether nothing more comes of a rental.
func (s RentalState) Over() bool {
	return s == RentalServes || s == RentalNobody || s == RentalStopped
}

// RentalTry is one node that was tried.
type RentalTry struct {
	Node     AskedNode `json:"node"`
	At       time.Time `json:"at"`
	Answer   *Answer   `json:"answer,omitempty"` // with the quote
	Tx       *eth.Hash `json:"tx,omitempty"`     // of the payment, as the page said
	Order    order.ID  `json:"order,omitempty"`
	Outcome  string    `json:"outcome,omitempty"` // why it was not the one: declined, dearer, silent, bad-answer, unfit, skipped, not-activated, ended, broke, late; or serves; absent: under way
	Why      []Why     `json:"why,omitempty"`     // with declined and the like
	Text     string    `json:"text,omitempty"`    // with unfit and broke: what the node said
	Money    string    `json:"money"`             // never-left, held, back
	Returned Money     `json:"returned,omitzero"` // with back: of the deposit
}

// RentalReport is POST /api/rental/report → Rental: what the page did. Do is fits, unfit, sent (Tx), again (the quote has run out:
// ask the same node anew), skip (try another node), runs or broke.
type RentalReport struct {
	Try  int       `json:"try"` // place in Tries that it is about
	Do   string    `json:"do"`
	Tx   *eth.Hash `json:"tx,omitempty"`
	Text string    `json:"text,omitempty"` // 500 bytes at most
}

// What parts of a file get that say nothing of what they want, and the traffic of the whole.
const (
	usualCPU     = 250
	usualMemory  = 256
	usualDisk    = 1 << 10
	usualTraffic = 10 << 10
)

// Usual is what to rent for a file of which Needs is known: what it asks for, and for the rest what is enough for most services to start with,
// 250 thousandths of a core and 256 MiB of memory for each replica, a GiB for each volume, 10 GiB of traffic.
func (c ManifestCheck) Usual() resource.Resources {
	r := c.Needs.Resources
	for _, s := range c.Services {
		cpu, memory := false, false
		for _, d := range s.Asked {
			cpu, memory = cpu || d == string(resource.CPU), memory || d == string(resource.Memory)
		}
		n := uint32(max(min(s.Replicas, 64), 1))
		if !cpu {
			r.CPUMilli += n * (usualCPU - resource.MinCPUMilli)
		}
		if !memory {
			r.MemoryMiB += n * (usualMemory - resource.MinMemoryMiB)
		}
	}
	for _, v := range c.Volumes {
		if !v.Asked {
			r.DiskMiB += usualDisk - 1
		}
	}
	r.TrafficMiB = usualTraffic
	return r
}
