package wire

import (
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/resource"
	"berth/shared/typed"
)

// DeployRequest is PUT /v1/orders/{id}/deployment. The answer is application/x-ndjson: a Progress a line, the last
// with Phase ready or failed. Needs the bearer token too. All that decides is in Deploy, which is signed; the hash in it
// is SHA-256 of Manifest's bytes.
//
// To roll back, Deploy.From names the earlier revision whose manifest is to be taken; Manifest is empty then, and format
// and hash are that revision's. It becomes a new revision with the next number.
type DeployRequest struct {
	Manifest  string       `json:"manifest,omitempty"` // for a template: JSON of TemplateManifest
	Deploy    typed.Deploy `json:"deploy"`
	Signature eth.Bytes    `json:"signature"`     // of the order's user, or of Key: see typed.Data.Canonical
	Key       pubkey.Key   `json:"key,omitempty"` // an access key with the scope deploy; empty: the user signs
}

// TemplateManifest is a template with its parameters. The image, port and disk are the template's own values, so
// that a gateway needs no catalogue.
type TemplateManifest struct {
	Template string            `json:"template"`
	Service  string            `json:"service"` // name: 1 to 20 of a-z, 0-9, -
	Image    string            `json:"image"`
	Port     int               `json:"port"`
	Disk     string            `json:"disk,omitempty"` // mount path
	Env      map[string]string `json:"env,omitempty"`
}

// ManifestCheckRequest is POST /v1/orders/{id}/deployment/check (bearer token) → ManifestCheck. Nothing is changed. With From
// the manifest is that of an earlier revision, and the others are empty.
type ManifestCheckRequest struct {
	Format   string `json:"format,omitempty"`
	Manifest string `json:"manifest,omitempty"`
	From     uint64 `json:"from,omitempty"`
}

// ManifestCheck is what a node makes of a manifest.
type ManifestCheck struct {
	OK       bool              `json:"ok"`       // it would be accepted as it is
	Services []ServicePlan     `json:"services"` // empty where the manifest cannot be read
	Volumes  []VolumePlan      `json:"volumes"`
	Ignored  []ManifestNote    `json:"ignored"`  // what makes no difference on a node
	Problems []ManifestProblem `json:"problems"` // none with OK
	Update   UpdateKind        `json:"update"`
}

// UpdateKind is how a revision takes the place of what runs.
type UpdateKind string

// The kinds of update.
const (
	UpdateFirst     UpdateKind = "first"      // nothing runs
	UpdateBeside    UpdateKind = "beside"     // the new one starts beside the old one, which ends once the new one answers
	UpdateShortStop UpdateKind = "short-stop" // there is no room for both: needs ShortStop in what is signed
)

// ServicePlan is a service with its share of what was bought. Secrets are in it by name only.
type ServicePlan struct {
	Name     string             `json:"name"`
	Aliases  []string           `json:"aliases,omitempty"` // further names for the order's other services
	Image    string             `json:"image"`
	Port     int                `json:"port,omitempty"` // that is served over HTTP; 0: none
	Replicas int                `json:"replicas"`
	Share    resource.Resources `json:"share"`           // of each replica: CPU, memory and GPU
	Asked    []string           `json:"asked,omitempty"` // the dimensions of Share that the file asks for; the rest is dealt out
	Env      []string           `json:"env,omitempty"`
	Secrets  []string           `json:"secrets,omitempty"` // variables and files
	Files    []string           `json:"files,omitempty"`
	Volumes  []string           `json:"volumes,omitempty"`
}

// VolumePlan is a disk with its share of what was bought.
type VolumePlan struct {
	Name    string `json:"name"`
	SizeMiB uint32 `json:"sizeMiB"`
	Asked   bool   `json:"asked,omitempty"` // the file says the size
}

// ManifestNote is something in a file, with the reason why it makes no difference.
type ManifestNote struct {
	Path string `json:"path"`
	Line int    `json:"line,omitempty"` // from 1; 0: unknown
	Text string `json:"text"`
}

// ManifestProblem is something in a file that cannot be had, with what to write instead, or a limit of the order that the
// file goes over.
type ManifestProblem struct {
	Code      problem.Code       `json:"code"`                // bad-field, too-large, does-not-fit, unknown-image, foreign-image
	Path      string             `json:"path,omitempty"`      // in the file, such as services.web.ports[0]
	Line      int                `json:"line,omitempty"`      // from 1; 0: unknown
	Text      string             `json:"text"`                // plain English
	Dimension resource.Dimension `json:"dimension,omitempty"` // with does-not-fit
	Wanted    string             `json:"wanted,omitempty"`
	Free      string             `json:"free,omitempty"`
}

// Phase is where a deployment is.
type Phase string

// The phases, in order. Stopped and Ended come after any.
const (
	PhaseNone      Phase = "none" // nothing was deployed yet
	PhaseAccepted  Phase = "accepted"
	PhaseScheduled Phase = "scheduled"
	PhasePulling   Phase = "pulling"
	PhaseStarting  Phase = "starting"
	PhaseReady     Phase = "ready"
	PhaseFailed    Phase = "failed"
	PhaseStopped   Phase = "stopped"
	PhaseEnded     Phase = "ended"
)

// Progress is one step of a deployment.
type Progress struct {
	Phase   Phase     `json:"phase"`
	At      time.Time `json:"at"`
	Service string    `json:"service,omitempty"`
	Text    string    `json:"text,omitempty"` // plain English, the reason on failure
}

// Deployment is GET /v1/orders/{id}/deployment (bearer token): what runs for an order.
// GET /v1/orders/{id}/deployment/events streams it as server-sent "deployment" events over fetch (bearer token).
type Deployment struct {
	Order        order.ID   `json:"orderId"`
	Phase        Phase      `json:"phase"`
	Revision     uint64     `json:"revision"` // 0: nothing yet; the next to be signed is one more
	Template     string     `json:"template,omitempty"`
	Services     []Service  `json:"services"`
	Steps        []Progress `json:"steps"`                 // of the newest revision
	AuthorisedAt time.Time  `json:"authorisedAt,omitzero"` // first access token
	DeployedAt   time.Time  `json:"deployedAt,omitzero"`
	ReadyAt      time.Time  `json:"readyAt,omitzero"`
	TrafficMiB   uint64     `json:"trafficMiB"`          // used
	GraceUntil   time.Time  `json:"graceUntil,omitzero"` // after the end: when data is collected
	Error        string     `json:"error,omitempty"`
	Shell        bool       `json:"shell"`             // the node's runtime can open one
	LastEvent    uint64     `json:"lastEvent"`         // Seq of the newest Happening, 0: none
	Unknown      []Unknown  `json:"unknown,omitempty"` // what the gateway cannot ask now; what runs goes on

	// TrafficOpenMiB is how much of the traffic that was bought may be used by now: it opens as the order is paid for, an hour
	// ahead, and what the user committed to is open from the end of the probation.
	TrafficOpenMiB  uint64    `json:"trafficOpenMiB"`
	TrafficOpensAt  time.Time `json:"trafficOpensAt,omitzero"`  // when the next part opens; absent: all is open
	TrafficOpensMiB uint64    `json:"trafficOpensMiB,omitzero"` // that opens then
	AnnouncedEnd    time.Time `json:"announcedEnd,omitzero"`    // the node ends the order then
}

// Unknown is what a gateway cannot ask: what it says of it is as old as Since.
type Unknown struct {
	What  string    `json:"what"` // chain, runtime
	Since time.Time `json:"since"`
}

// Service is one of a deployment.
type Service struct {
	Name  string `json:"name"`
	URL   string `json:"url"` // of its host, no trailing slash; empty: it has no HTTP port
	Phase Phase  `json:"phase"`
	Text  string `json:"text,omitempty"`

	Visibility Visibility `json:"visibility,omitempty"` // with an URL
	Domains    []string   `json:"domains,omitempty"`    // URLs of the user's own hosts that are ready, no trailing slash
	Ports      []int      `json:"ports,omitempty"`      // of TCP that the manifest names, that of HTTP first: forwards lead to them
	Protocol   string     `json:"protocol,omitempty"`   // that its process speaks at the port with the URL: h2c; empty: HTTP/1.1
}

// Revisions is GET /v1/orders/{id}/deployment/revisions?before=N&limit=N (bearer token), newest first. Manifests are not
// given out again, since they may hold secrets.
type Revisions struct {
	Revisions []Revision `json:"revisions"`
	More      bool       `json:"more,omitempty"` // there are older ones: ask with before
}

// Revision is a deployment that the user signed.
type Revision struct {
	Number       uint64        `json:"number"`
	Format       string        `json:"format"`
	Template     string        `json:"template,omitempty"`
	ManifestHash eth.Hash      `json:"manifestHash"`
	From         uint64        `json:"from,omitempty"` // it was rolled back to this one
	At           time.Time     `json:"at"`
	Services     []ServicePlan `json:"services"` // with shares of what the order has now
	Volumes      []VolumePlan  `json:"volumes"`
	Size         int           `json:"size"`              // of the manifest, bytes
	Key          string        `json:"key,omitempty"`     // fingerprint of the access key that signed it; absent: the wallet did
	KeyName      string        `json:"keyName,omitempty"` // and its name
}
