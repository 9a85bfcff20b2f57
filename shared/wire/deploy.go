package wire

import (
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/resource"
	"berth/shared/typed"
)

// DeployRequest is PUT /v1/orders/{id}/deployment. The answer is application/x-ndjson: a Progress a line, the last
// with Phase ready or failed; one of which there is more to tell comes again, with the same At. Needs the bearer token too. All that decides is in Deploy, which is signed; the hash in it
// is SHA-256 of Manifest's bytes.
//
// To roll back, Deploy.From names the earlier revision whose manifest is to be taken; Manifest is empty then, and format
// and hash are that revision's. It becomes a new revision with the next number.
type DeployRequest struct {
	Manifest  string       `json:"manifest,omitempty"` // for a template: JSON of TemplateManifest; for a bundle: that of bundle.Bundle
	Deploy    typed.Deploy `json:"deploy"`
	Signature eth.Bytes    `json:"signature"`     // of the order's user, or of Key: see typed.Data.Canonical
	Key       pubkey.Key   `json:"key,omitempty"` // an access key with the scope deploy; empty: the user signs
}

// TemplateManifest is a template with its parameters: a Compose file with the values of its variables, or one image with what it
// needs. Either way they are the template's own values, so that a gateway needs no catalogue.
type TemplateManifest struct {
	Template string `json:"template"`

	Compose string            `json:"compose,omitempty"`
	Values  map[string]string `json:"values,omitempty"` // of its variables, by name

	Service string            `json:"service,omitempty"` // name: 1 to 20 of a-z, 0-9, -
	Image   string            `json:"image,omitempty"`
	Port    int               `json:"port,omitempty"`
	Disk    string            `json:"disk,omitempty"` // mount path
	Env     map[string]string `json:"env,omitempty"`
}

// ManifestCheckRequest is POST /v1/orders/{id}/deployment/check (bearer token) → ManifestCheck. Nothing is changed. With From
// the manifest is that of an earlier revision, and the others are empty.
type ManifestCheckRequest struct {
	Format   string `json:"format,omitempty"`
	Manifest string `json:"manifest,omitempty"`
	From     uint64 `json:"from,omitempty"`
}

// CheckRequest is POST /v1/check → ManifestCheck, for anyone: what a manifest would come to in an order of so much. It tells before
// anything is paid whether the node runs it, and what is to be rented for it.
type CheckRequest struct {
	Format    string             `json:"format"`
	Manifest  string             `json:"manifest"`
	Resources resource.Resources `json:"resources,omitzero"` // left out: what the manifest needs at least
}

// ManifestCheck is what a node makes of a manifest.
type ManifestCheck struct {
	OK        bool               `json:"ok"`       // it would be accepted as it is
	Services  []ServicePlan      `json:"services"` // empty where the manifest cannot be read
	Volumes   []VolumePlan       `json:"volumes"`
	Ignored   []ManifestNote     `json:"ignored"`          // what makes no difference on a node
	Notes     []ManifestNote     `json:"notes,omitempty"`  // what is worth knowing of its images
	Problems  []ManifestProblem  `json:"problems"`         // none with OK
	Variables []ManifestVariable `json:"variables"`        // of the file, also where it cannot be read for want of a value
	Needs     *ManifestNeeds     `json:"needs,omitempty"`  // absent where the manifest cannot be read; of CheckRequest also where all that it lacks is values
	Update    UpdateKind         `json:"update,omitempty"` // of an order's check
}

// ManifestVariable is a place of a file that takes a value from outside, in a bundle's Values.
type ManifestVariable struct {
	Name     string `json:"name"`
	Default  string `json:"default,omitempty"`  // that the file has for it
	Required bool   `json:"required,omitempty"` // there is neither a value nor a default
	Given    bool   `json:"given,omitempty"`    // a value came with the file
	Secret   bool   `json:"secret,omitempty"`   // it is called like one
	Generate string `json:"generate,omitempty"` // how a value can be made: password, hex, base64 or user and a count, url or host and a service
	Says     string `json:"says,omitempty"`     // what the file says to who leaves it out
	Line     int    `json:"line,omitempty"`     // of the first place
}

// ManifestNeeds is the least that a manifest can do with. What a file says nothing of counts as the least that anything gets.
type ManifestNeeds struct {
	Resources resource.Resources `json:"resources"`      // without traffic
	Root      bool               `json:"root,omitempty"` // some service is to run as root, by the file or else by its image
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
	Share    resource.Resources `json:"share"`           // of each replica: CPU, memory, GPU, and disk for what it writes outside of its volumes
	Asked    []string           `json:"asked,omitempty"` // the dimensions of Share that the file asks for; the rest is dealt out
	Env      []string           `json:"env,omitempty"`
	Secrets  []string           `json:"secrets,omitempty"` // variables and files
	Files    []string           `json:"files,omitempty"`
	Volumes  []string           `json:"volumes,omitempty"`
	Once     bool               `json:"once,omitempty"`   // it runs to its end
	After    []Awaited          `json:"after,omitempty"`  // what has to be so before it starts
	Before   []string           `json:"before,omitempty"` // images of processes that run to their ends before it, in their order
	Beside   []string           `json:"beside,omitempty"` // images of processes that run beside it, on its share

	Isolation string `json:"isolation,omitempty"` // how it is kept apart from the machine: plain, rooted, sandboxed

	Facts *ImageFacts `json:"facts,omitempty"` // of its image; absent: not known, or not asked for
}

// ImageFacts are what an image's registry says of it.
type ImageFacts struct {
	Digest  string `json:"digest,omitempty"`  // of what its name leads to now
	SizeMiB uint32 `json:"sizeMiB"`           // that a machine fetches which has nothing of it yet
	User    string `json:"user,omitempty"`    // whom it starts as by itself; empty: root
	BuiltIn bool   `json:"builtIn,omitempty"` // it is the node's own, and nothing is fetched
}

// Awaited is a service that has to have come so far before another one starts.
type Awaited struct {
	Service string `json:"service"`
	Until   string `json:"until"` // running, ready, done
}

// VolumePlan is a disk with its share of what was bought.
type VolumePlan struct {
	Name    string `json:"name"`
	SizeMiB uint32 `json:"sizeMiB"`
	Asked   bool   `json:"asked,omitempty"`  // the file says the size
	HasMiB  uint32 `json:"hasMiB,omitempty"` // the order has it already, of this size; absent: it is a new one
}

// ManifestNote is something in a file, with the reason why it makes no difference.
type ManifestNote struct {
	Path string `json:"path"`
	Line int    `json:"line,omitempty"` // from 1; 0: unknown
	Text string `json:"text"`

	// Form and Figures are the text's, for a page to say it in another language; without a form the text is its own.
	Form    phrase.Form `json:"form,omitempty"`
	Figures []string    `json:"figures,omitempty"`
}

// ManifestProblem is something in a file that cannot be had, with what to write instead, or a limit of the order that the
// file goes over.
type ManifestProblem struct {
	Code      problem.Code       `json:"code"`           // bad-field, too-large, does-not-fit, unknown-image, foreign-image, no-image, disk-stays
	Path      string             `json:"path,omitempty"` // in the file, such as services.web.ports[0]
	Line      int                `json:"line,omitempty"` // from 1; 0: unknown
	Text      string             `json:"text"`           // plain English
	Form      phrase.Form        `json:"form,omitempty"` // of the text, as a note's
	Figures   []string           `json:"figures,omitempty"`
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
	PhaseDone      Phase = "done"   // of a service that runs once: it ended well
	PhaseAsleep    Phase = "asleep" // of a service that nobody has come to: the next visitor wakes it
	PhaseFailed    Phase = "failed"
	PhaseStopped   Phase = "stopped"
	PhaseEnded     Phase = "ended"
)

// Stands reports whether a deployment in this phase has come to where it was to come: all of it answers, has ended well, or sleeps.
func (p Phase) Stands() bool { return p == PhaseReady || p == PhaseDone || p == PhaseAsleep }

// Progress is one step of a deployment.
type Progress struct {
	Phase   Phase       `json:"phase"`
	At      time.Time   `json:"at"`
	Service string      `json:"service,omitempty"`
	Text    phrase.Text `json:"text,omitempty"` // plain English, the reason on failure
	Fetch   Fetch       `json:"fetch,omitzero"` // with pulling
}

// Fetch is an image that a machine is fetching: since when, how much that is where it has nothing of it, and how fast it has fetched
// images before. How much of it is there already is not in it: a cluster tells that to nobody.
type Fetch struct {
	Image   string    `json:"image"`
	Since   time.Time `json:"since,omitzero"`         // zero: it has not begun, as far as is known
	SizeMiB uint32    `json:"sizeMiB,omitempty"`      // compressed; 0: not known
	KiBps   uint32    `json:"kibPerSecond,omitempty"` // the median of the last times; 0: not known
}

// Takes is how long it takes from Since on if all of it is fetched, as fast as before; 0: that is not known.
func (f Fetch) Takes() time.Duration {
	if f.SizeMiB == 0 || f.KiBps == 0 {
		return 0
	}
	return time.Duration(f.SizeMiB) * 1024 * time.Second / time.Duration(f.KiBps)
}

// Deployment is GET /v1/orders/{id}/deployment (bearer token): what runs for an order.
// GET /v1/orders/{id}/deployment/events streams it as server-sent "deployment" events over fetch (bearer token).
type Deployment struct {
	Order        order.ID   `json:"orderId"`
	Phase        Phase      `json:"phase"`
	Revision     uint64     `json:"revision"` // 0: nothing yet; the next to be signed is one more
	Template     string     `json:"template,omitempty"`
	Services     []Service  `json:"services"`
	Steps        []Progress `json:"steps"`                 // of the newest revision; a phase that a service is in stands once, since it began
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

	Maintenance *Maintenance `json:"maintenance,omitempty"` // of the node; absent: none is announced
}

// Unknown is what a gateway cannot ask: what it says of it is as old as Since.
type Unknown struct {
	What  string    `json:"what"` // chain, runtime
	Since time.Time `json:"since"`
}

// UnknownRuntime is what of an Unknown where the gateway cannot ask what runs services.
const UnknownRuntime = "runtime"

// Service is one of a deployment.
type Service struct {
	Name  string      `json:"name"`
	URL   string      `json:"url"` // of its host, no trailing slash; empty: it has no HTTP port
	Phase Phase       `json:"phase"`
	Text  phrase.Text `json:"text,omitempty"`
	Fetch Fetch       `json:"fetch,omitzero"` // with pulling

	Visibility Visibility `json:"visibility,omitempty"` // with an URL
	Domains    []string   `json:"domains,omitempty"`    // URLs of the user's own hosts that are ready, no trailing slash
	Ports      []int      `json:"ports,omitempty"`      // of TCP that the manifest names, that of HTTP first: forwards lead to them
	Protocol   string     `json:"protocol,omitempty"`   // that its process speaks at the port with the URL: h2c; empty: HTTP/1.1
	Isolation  string     `json:"isolation,omitempty"`  // how it is kept apart from the machine: plain, rooted, sandboxed
	MaySleep   bool       `json:"maySleep,omitempty"`   // it can be told to sleep while nobody comes
	Sleep      uint32     `json:"sleep,omitempty"`      // after so many seconds; 0: never
}

// Sleep is PUT /v1/orders/{id}/services/{service}/sleep (bearer token): after how many seconds without a visitor a service falls
// asleep. It keeps its disk, costs what it does awake, and wakes when somebody comes.
type Sleep struct {
	After uint32 `json:"after"` // 0: never; else LeastSleep to MostSleep
}

// The bounds of Sleep.After, in seconds.
const (
	LeastSleep = 60
	MostSleep  = 24 * 60 * 60
)

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
	Inside       string        `json:"inside,omitempty"`  // format of a bundle's text
	Values       []string      `json:"values,omitempty"`  // names of those that a bundle brought
	Files        []string      `json:"files,omitempty"`   // paths of those that a bundle brought
	Key          string        `json:"key,omitempty"`     // fingerprint of the access key that signed it; absent: the wallet did
	KeyName      string        `json:"keyName,omitempty"` // and its name
}
