package wire

import (
	"time"

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
	HappenedPulling    = "pulling"         // image
	HappenedPulled     = "pulled"          // image
	HappenedNoImage    = "image-failed"    // image, why
	HappenedBegan      = "process-began"   //
	HappenedExited     = "process-ended"   // code
	HappenedMemory     = "out-of-memory"   //
	HappenedEvicted    = "evicted"         // why
	HappenedCrashLoop  = "crash-loop"      // pause, seconds
	HappenedUnhealthy  = "unhealthy"       // probe (liveness, readiness, startup), why
	HappenedKilled     = "killed"          //
	HappenedQuota      = "over-quota"      // why
	HappenedOther      = "other"           //

	HappenedNotOpen   = "traffic-not-open" // what is open so far is used; more opens as the order is paid for
	HappenedAnnounced = "end-announced"    // end (RFC 3339): the node ends the order then
	HappenedDomain    = "domain-ready"     // Service, host: the user's own that leads to it
	HappenedNoDomain  = "domain-lost"      // Service, host, cause: proof, taken (by another order), address, certificate
)

// Happenings is GET /v1/orders/{id}/events?after=SEQ&limit=N (bearer token), newest first: those with a greater Seq.
type Happenings struct {
	Events []Happening `json:"events"`
}

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
