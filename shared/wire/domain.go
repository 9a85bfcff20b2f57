package wire

import "time"

// Domains is GET /v1/orders/{id}/domains (bearer token with the scope share): the user's own hosts that lead, or are to
// lead, to the order's services. PUT /v1/orders/{id}/domains/{host} with a DomainRequest adds one or moves it to another
// service, and has it checked; DELETE takes it away. They end with the order.
type Domains struct {
	Domains []Domain `json:"domains"`
	Most    int      `json:"most"` // that an order may have
}

// DomainRequest says to which service a host is to lead.
type DomainRequest struct {
	Service string `json:"service"`
}

// DomainState is how far a host is.
type DomainState string

// States of a host, in their order.
const (
	DomainProof       DomainState = "proof"       // the TXT record that proves it is missing
	DomainAddress     DomainState = "address"     // it is proven, and does not lead to this node
	DomainCertificate DomainState = "certificate" // it does, and has no certificate yet
	DomainReady       DomainState = "ready"       // it is served
)

// Domain is a host of the user's own. What is still missing is what differs between Wanted and Found, and Error.
type Domain struct {
	Host      string         `json:"host"` // in ASCII (RFC 5891)
	Service   string         `json:"service"`
	State     DomainState    `json:"state"`
	URL       string         `json:"url,omitempty"`   // once it is ready
	Proof     DomainRecord   `json:"proof"`           // the TXT record
	Leads     []DomainRecord `json:"leads"`           // any one of these: a CNAME to the service's host, or A and AAAA records of the node
	Error     string         `json:"error,omitempty"` // plain English: what went wrong when it was checked, or with the certificate
	CheckedAt time.Time      `json:"checkedAt,omitzero"`
	NextCheck time.Time      `json:"nextCheck,omitzero"`
	CertUntil time.Time      `json:"certUntil,omitzero"` // end of its certificate
}

// DomainRecord is a DNS record that is wanted, and what there is instead.
type DomainRecord struct {
	Type   string   `json:"type"` // TXT, CNAME, A, AAAA
	Name   string   `json:"name"`
	Wanted string   `json:"wanted"`
	Found  []string `json:"found,omitempty"`
	OK     bool     `json:"ok"`
}
