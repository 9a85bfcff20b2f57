package wire

import (
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/pubkey"
	"berth/shared/resource"
)

// Happening is something that happened to an order's deployment. Code is what the page has words for, with Figures in
// them; Text is the same in plain English.
type Happening struct {
	Seq     uint64            `json:"seq"` // rises by one within an order
	At      time.Time         `json:"at"`  // the last time, with Count
	Code    string            `json:"code"`
	Bad     bool              `json:"bad,omitempty"` // something is wrong
	Service string            `json:"service,omitempty"`
	Text    string            `json:"text"`
	Figures map[string]string `json:"figures,omitempty"`
	Count   int               `json:"count"` // how often in a row
}

// Codes of a Happening, with their figures. Where a runtime sees something else it is HappenedOther, with the text only.
const (
	HappenedActivated  = "activated"       //
	HappenedDeployed   = "deployed"        // revision
	HappenedRolledBack = "rolled-back"     // revision, from
	HappenedStopped    = "stopped"         // by the user
	HappenedStarted    = "started"         // by the user
	HappenedRestarted  = "restarted"       // by the user
	HappenedReady      = "ready"           // Service
	HappenedReplaced   = "replaced"        // order: that took its place
	HappenedExtended   = "extended"        // until (RFC 3339)
	HappenedTraffic    = "traffic-used-up" //
	HappenedEnded      = "ended"           // reason (an order.Reason, completed or expired)
	HappenedCollected  = "collected"       //
	HappenedShell      = "shell-opened"    // Service
	HappenedPlaced     = "placed"          // a machine was found for it
	HappenedNoPlace    = "no-place"        // why
	HappenedDisk       = "disk-ready"      //
	HappenedNoDisk     = "no-disk"         // why
	HappenedDiskGrows  = "disk-grows"      // volume, sizeMiB: that it is to have
	HappenedDiskWaits  = "disk-waits"      // volume: it has grown, which its service sees once it is started anew
	HappenedDiskGrown  = "disk-grown"      // volume, sizeMiB
	HappenedDiskStays  = "disk-stays"      // volume: it could not grow
	HappenedPulling    = "pulling"         // image
	HappenedPulled     = "pulled"          // image: it was there already
	HappenedFetched    = "fetched"         // image, took (seconds), sizeMiB
	HappenedNoImage    = "image-failed"    // image, why
	HappenedBegan      = "process-began"   //
	HappenedExited     = "process-ended"   // code
	HappenedMemory     = "out-of-memory"   //
	HappenedEvicted    = "evicted"         // why
	HappenedOverflow   = "overflow"        // mib: that it may write outside of its volumes
	HappenedCrashLoop  = "crash-loop"      // pause, seconds
	HappenedUnhealthy  = "unhealthy"       // probe (liveness, readiness, startup), why
	HappenedKilled     = "killed"          //
	HappenedQuota      = "over-quota"      // why
	HappenedOther      = "other"           //
	HappenedUnmapped   = "unmapped"        // its machine cannot give its files to users of its own

	HappenedNodeRestart = "restarted-by-node" // by the node's operator

	HappenedServiceRestart = "service-restarted" // Service, by the user: that one alone
	HappenedNotOpen        = "traffic-not-open"  // what is open so far is used; more opens as the order is paid for
	HappenedAnnounced      = "end-announced"     // end (RFC 3339): the node ends the order then
	HappenedMaintenance    = "node-maintenance"  // note (may be empty): the node takes no new orders
	HappenedMaintained     = "node-maintained"   // that is over
	HappenedDomain         = "domain-ready"      // Service, host: the user's own that leads to it
	HappenedAsleep         = "fell-asleep"       // Service, after (seconds without a visitor)
	HappenedWoke           = "woke"              // Service, seconds
	HappenedHeld           = "held"              // lost: userns, sandbox or both; what runs goes on, nothing new is started
	HappenedBackup         = "backed-up"         // path, bytes
	HappenedNoBackup       = "backup-failed"     // why (a BackupFault), operation
	HappenedSnapshot       = "snapshot-made"     // disk
	HappenedNoSnapshot     = "snapshot-failed"   // disk, why
	HappenedRestored       = "disk-restored"     // disk
	HappenedNotRestored    = "restore-failed"    // disk, why
	HappenedNoDomain       = "domain-lost"       // Service, host, cause: proof, taken (by another order), address, certificate

	HappenedFromBackup    = "restored-from-backup" // path, bytes
	HappenedNotFromBackup = "backup-not-restored"  // why (a BackupFault), operation
)

// Happenings is GET /v1/orders/{id}/events?after=SEQ&limit=N (bearer token), newest first: those with a greater Seq.
type Happenings struct {
	Events []Happening `json:"events"`
}

// HealthRequest is POST /v1/health: how orders are, for the holder of an access key with the scope health for each of them. What is signed
// is berth/shared/typed.Health, by the key.
type HealthRequest struct {
	Key       pubkey.Key `json:"key"`
	Orders    []order.ID `json:"orders"`   // MostHealth at most
	NotAfter  time.Time  `json:"notAfter"` // HealthLife ahead at most
	Signature eth.Bytes  `json:"signature"`
	Tag       string     `json:"tag,omitempty"` // of an answer that was had before, about the same orders
}

const (
	MostHealth = 200             // orders in a HealthRequest
	HealthLife = 2 * time.Minute // that one is good
)

// HealthAnswer is what a gateway says to a HealthRequest.
type HealthAnswer struct {
	Tag    string        `json:"tag"`
	Same   bool          `json:"same,omitempty"`   // all is as it was with the Tag that was sent
	Orders []OrderHealth `json:"orders,omitempty"` // in the order of the request; absent where all is the same
}

// OrderHealth is how all that runs for an order is, taken together: neither what it is nor how many services there are.
type OrderHealth struct {
	Order order.ID    `json:"orderId"`
	State HealthState `json:"state"`
	Down  int         `json:"down,omitempty"` // with down: of how many services that is so
	Why   HealthWhy   `json:"why,omitempty"`  // with down: of the last of them
	Since time.Time   `json:"since,omitzero"` // with down: of the last of them
}

// HealthState is how an order is.
type HealthState string

// The states.
const (
	HealthUp       HealthState = "up"       // all that is to run does
	HealthStarting HealthState = "starting" // it is being started for the first time since its user deployed, started or restarted it
	HealthDown     HealthState = "down"     // something died, or does not answer
	HealthOff      HealthState = "off"      // nothing is to run: its user stopped it, nothing is deployed, the order has ended
	HealthUnknown  HealthState = "unknown"  // the gateway cannot ask what runs it
	HealthRefused  HealthState = "refused"  // the key is not authorised for it, or not any more
)

// HealthWhy is what happened to a service.
type HealthWhy string

// Why something is down.
const (
	WhyCrash   HealthWhy = "crash"   // its process ends by itself
	WhyMemory  HealthWhy = "memory"  // it needed more than the order has
	WhyEvicted HealthWhy = "evicted" // its machine put it out, or it wrote more than it may
	WhyGone    HealthWhy = "gone"    // its process is not there any more, and has no place yet
	WhySilent  HealthWhy = "silent"  // it runs, and has stopped answering
	WhyImage   HealthWhy = "image"   // its image cannot be had
)

// LogLine is a line that a service wrote.
type LogLine struct {
	At      time.Time `json:"at"`
	Replica string    `json:"replica,omitempty"` // which of several wrote it
	Text    string    `json:"text"`              // UTF-8, without its end; cut after 16 KiB
}

// LogBatch is the data of a server-sent "log" event of GET /v1/orders/{id}/services/{service}/logs/events?tail=N (bearer
// token): lines as they come, first the last N. The event's id is the time of its last line, with /n where that was the
// n-th line of this time; Last-Event-ID or ?since= goes on after it. The stream stays open while there is no log.
// GET /v1/orders/{id}/services/{service}/logs has all that is kept as a text file, each line after its time.
type LogBatch struct {
	Lines   []LogLine `json:"lines"`
	Skipped int       `json:"skipped,omitempty"` // lines left out before these, because they came faster than they could be sent
}

// Use is GET /v1/orders/{id}/use?span=hour|day (bearer token): what an order's services used.
type Use struct {
	Every    int                `json:"every"`    // seconds between samples
	Samples  []UseSample        `json:"samples"`  // oldest first; gaps are times of which nothing is known
	Services []ServiceUse       `json:"services"` // as of the last sample
	Bought   resource.Resources `json:"bought"`
}

// UseSample is what all of an order's services used together.
type UseSample struct {
	At           time.Time `json:"at"`
	CPUMilli     uint32    `json:"cpuMilli"`     // mean since the sample before
	MemoryMiB    uint32    `json:"memoryMiB"`    //
	DiskMiB      uint32    `json:"diskMiB"`      //
	TrafficBytes uint64    `json:"trafficBytes"` // in and out since the sample before
}

// ServiceUse is what one service uses.
type ServiceUse struct {
	Name      string `json:"name"`
	CPUMilli  uint32 `json:"cpuMilli"`
	MemoryMiB uint32 `json:"memoryMiB"`
	DiskMiB   uint32 `json:"diskMiB"`
}
