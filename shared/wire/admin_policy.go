package wire

import (
	"encoding/json"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// AdminSettings are what can be changed while the gateway runs. In AdminPolicy.Saved, and in a change, a field that is absent has the
// flag's value; in Effective and Flags each is there.
type AdminSettings struct {
	// Prices are the list prices before they move with the load, one for each token that is accepted, the default first. Their
	// discounts are Discounts and absent here.
	Prices    []Price     `json:"prices,omitempty"`
	Range     *PriceRange `json:"range,omitempty"`     // percent; floor equal to ceiling: the prices do not move
	Discounts *[]Discount `json:"discounts,omitempty"` // of every token; an empty list: none
	Serve     *AdminServe `json:"serve,omitempty"`

	Probation      *uint32        `json:"probation,omitempty"`      // seconds, 0: none
	ProbationStake *amount.Amount `json:"probationStake,omitempty"` // that a user needs for it; units of the native token
	Notice         *uint32        `json:"notice,omitempty"`         // seconds
	MinDuration    *uint32        `json:"minDuration,omitempty"`    // seconds
	MaxDuration    *uint32        `json:"maxDuration,omitempty"`    // seconds
	ReferrerShare  *uint16        `json:"referrerShare,omitempty"`  // basis points
	Origins        *[]string      `json:"origins,omitempty"`        // of pages that may call the gateway's API; "*": any
}

// AdminServe says whom the node serves. All zero: everybody. An offer that replaces a live order is not asked for any of it.
type AdminServe struct {
	MinStake       amount.Amount `json:"minStake"`       // of the user, free, units of the native token
	MinCompleted   int           `json:"minCompleted"`   // orders with any node that ran to their end
	MinSecondsPaid uint64        `json:"minSecondsPaid"` // of service with any node
	MinPartners    int           `json:"minPartners"`    // nodes to which the user paid something
}

// AdminPolicy is GET /admin/api/policy. Its version is the ETag, too.
type AdminPolicy struct {
	Version   uint64            `json:"version"` // 0: nothing was ever saved
	At        time.Time         `json:"at,omitzero"`
	By        eth.Address       `json:"by,omitzero"`
	Effective AdminSettings     `json:"effective"`
	Saved     AdminSettings     `json:"saved"` // what wins over the flags
	Flags     AdminSettings     `json:"flags"`
	Sources   map[string]string `json:"sources"` // of each field of AdminSettings, by its JSON name: admin or flag
	Limits    AdminLimits       `json:"limits"`
}

// AdminLimits are the bounds of AdminSettings.
type AdminLimits struct {
	MaxDiscounts     int    `json:"maxDiscounts"`
	MaxDiscount      uint32 `json:"maxDiscount"` // percent
	MaxCeiling       uint32 `json:"maxCeiling"`  // percent
	MaxNotice        uint32 `json:"maxNotice"`   // seconds
	MaxProbation     uint32 `json:"maxProbation"`
	MaxDuration      uint32 `json:"maxDuration"`
	MaxReferrerShare uint16 `json:"maxReferrerShare"` // basis points
	MaxOrigins       int    `json:"maxOrigins"`
}

// AdminChange is PUT /admin/api/policy → AdminPolicy, with the header If-Match, the ETag that the change is based on: a 428
// condition-missing without it, a 412 changed-meanwhile where somebody else saved since. Settings replace what is saved as a whole. Where
// one field is not right nothing is saved and the answer is a 400 bad-field; POST /admin/api/policy/check tells all at once.
type AdminChange struct {
	Settings AdminSettings `json:"settings"`
	Note     string        `json:"note,omitempty"` // at most 200 characters, kept in the history
}

// AdminCheck is POST /admin/api/policy/check with an AdminChange: what would come of it. Nothing is saved.
type AdminCheck struct {
	Problems []AdminFlaw  `json:"problems"`
	Diff     []AdminDiff  `json:"diff"` // of Effective
	Preview  AdminPreview `json:"preview"`
}

// AdminFlaw is a field that is not right.
type AdminFlaw struct {
	Field  string `json:"field"`  // JSON path, such as prices[0].token
	Remedy string `json:"remedy"` // plain English
}

// AdminDiff is a field whose effective value changes.
type AdminDiff struct {
	Field string          `json:"field"` // JSON name in AdminSettings
	Old   json.RawMessage `json:"old"`
	New   json.RawMessage `json:"new"`
}

// AdminPreview is how the last offers, 100 at most, would have been answered, beside how they were. It is also GET
// /admin/api/policy/offers, as they were, without Would. What is asked is the policy alone: room, chain and open quotes are taken as
// they were then, a user's stake and record as they are now; where the chain does not tell them in time, the offer counts as rejected with the code chain.
type AdminPreview struct {
	Offers  []AdminOffer `json:"offers"` // newest first
	Was     AdminAnswers `json:"was"`
	Would   AdminAnswers `json:"would"`
	Changed int          `json:"changed"` // offers answered otherwise
}

// AdminAnswers are counts.
type AdminAnswers struct {
	Accept  int `json:"accept"`
	Counter int `json:"counter"`
	Reject  int `json:"reject"`
}

// AdminOffer is an offer that came.
type AdminOffer struct {
	At        time.Time          `json:"at"`
	User      eth.Address        `json:"user"`
	Resources resource.Resources `json:"resources"`
	Token     eth.Address        `json:"token"`
	Rate      amount.Nano        `json:"rate"`     // offered, 10^-9 token units a second
	Duration  uint32             `json:"duration"` // seconds
	Replaces  order.ID           `json:"replaces,omitempty"`
	Was       AdminAnswer        `json:"was"`
	Would     *AdminAnswer       `json:"would,omitempty"`
}

// AdminAnswer is an answer to an offer.
type AdminAnswer struct {
	Kind AnswerKind  `json:"kind"`
	Rate amount.Nano `json:"rate,omitzero"` // quoted; absent with reject
	Why  []Why       `json:"why,omitempty"` // with reject
}

// AdminVersions is GET /admin/api/policy/history?before=VERSION&limit=N.
type AdminVersions struct {
	Versions []AdminVersion `json:"versions"`
	More     bool           `json:"more,omitempty"`
}

// AdminVersion is a change that was saved.
type AdminVersion struct {
	Version uint64        `json:"version"`
	At      time.Time     `json:"at"`
	By      eth.Address   `json:"by"`
	Role    AdminRole     `json:"role"`
	Note    string        `json:"note,omitempty"`
	Diff    []AdminDiff   `json:"diff"` // of the saved settings; null: the flag's value
	Saved   AdminSettings `json:"saved"`
}

// AdminCertification is GET /admin/api/certification: what the platform tells anyone that it has found out about the node. It is
// asked once a minute at most.
type AdminCertification struct {
	Platform string         `json:"platform"`        // base URL; empty: the configuration names none
	Found    *Certification `json:"found,omitempty"` // absent: the platform certifies no nodes, or does not know this one
	Page     string         `json:"page,omitempty"`  // of the node there
	At       time.Time      `json:"at,omitzero"`     // it was read
}

// AdminMarket is GET /admin/api/market: where the node's prices stand, by the platform's public list. It is asked once a minute at
// most.
type AdminMarket struct {
	Platform  string             `json:"platform"`       // base URL of who was asked; empty: the configuration names none
	At        time.Time          `json:"at"`             // when it was
	More      bool               `json:"more,omitempty"` // it lists more nodes than were read
	Sample    resource.Resources `json:"sample"`         // what the prices are of, for a day
	Positions []AdminPosition    `json:"positions"`      // by token, in the order of the node's prices
}

// AdminPosition is where the node's list price in one token stands among those of the nodes that take orders now.
type AdminPosition struct {
	Token   eth.Address  `json:"token"`
	Rate    amount.Nano  `json:"rate"`             // the node's, 10^-9 token units a second
	Others  int          `json:"others"`           // nodes with a price in it
	Cheaper int          `json:"cheaper"`          // of them
	Dearer  int          `json:"dearer"`           // of them
	Middle  *amount.Nano `json:"middle,omitempty"` // half of the others ask that or less; absent: there are none
	Around  []AdminRival `json:"around"`           // the node and those next to it, the cheapest first
}

// AdminRival is a node with what it asks for.
type AdminRival struct {
	Node   eth.Address `json:"node"`
	Name   string      `json:"name"` // as the platform tells it
	Region string      `json:"region,omitempty"`
	Rate   amount.Nano `json:"rate"`
	Mine   bool        `json:"mine,omitempty"`
}
