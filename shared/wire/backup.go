package wire

import "time"

// BackupEvery is how often an order's disks are backed up.
type BackupEvery string

// How often backups are made.
const (
	BackupNever  BackupEvery = "none" // only when the user says so
	BackupHourly BackupEvery = "hourly"
	BackupDaily  BackupEvery = "daily"
	BackupWeekly BackupEvery = "weekly"
)

// Bucket is a user's own, at a server that speaks S3.
type Bucket struct {
	Endpoint  string `json:"endpoint"`         // https://s3.example.org, with a port if need be, without a path
	Region    string `json:"region,omitempty"` // empty: us-east-1
	Bucket    string `json:"bucket"`
	Prefix    string `json:"prefix,omitempty"` // begins the names of all objects; ends with a slash if it is to be a folder
	AccessKey string `json:"accessKey"`
	Secret    string `json:"secret,omitempty"`    // never in answers; left out: as it was, for the same endpoint, bucket and access key
	PathStyle bool   `json:"pathStyle,omitempty"` // the bucket is in the path, and not a label of the host
}

// BackupKeep says which backups stay: all that any of its numbers keeps. With none, all do, and the bucket is not asked to delete any.
type BackupKeep struct {
	Newest int `json:"newest,omitempty"`
	Daily  int `json:"daily,omitempty"`  // the newest of each of so many days (UTC) that have one
	Weekly int `json:"weekly,omitempty"` // the newest of each of so many weeks (ISO 8601)
}

// BackupPlan is the body of PUT /v1/orders/{id}/backup (bearer token with the scope data): what is backed up, when, to where and for
// whom. The bucket is tried before it is taken over. DELETE takes the plan away; what is in the bucket stays.
type BackupPlan struct {
	Every      BackupEvery `json:"every"`
	Bucket     Bucket      `json:"bucket"`
	Recipients []string    `json:"recipients"` // age1…, X25519 (https://age-encryption.org/v1): who can read the backups; the node cannot
	Keep       BackupKeep  `json:"keep"`
	Stop       bool        `json:"stop,omitempty"` // the services that mount a disk stop while it is copied; else its files may be of different moments
}

// BackupKind tells backups from restores.
type BackupKind string

// What is done with backups.
const (
	KindBackup  BackupKind = "backup"
	KindRestore BackupKind = "restore"
)

// BackupFault is why a backup or a restore came to nothing.
type BackupFault string

// Faults.
const (
	FaultEndpoint    BackupFault = "endpoint"    // it is not reached at a public address, or does not speak TLS as it should
	FaultCertificate BackupFault = "certificate" // it has run out, is another host's, or of nobody that is trusted
	FaultBucket      BackupFault = "bucket"      // there is none of that name
	FaultRegion      BackupFault = "region"      // the bucket is elsewhere
	FaultAccessKey   BackupFault = "access-key"  // it is not known there
	FaultSecret      BackupFault = "secret"      // it is not that of the access key
	FaultDenied      BackupFault = "denied"      // the access key may not; Operation says what
	FaultSlow        BackupFault = "slow"        // it takes too long
	FaultFull        BackupFault = "full"        // there is no room for more
	FaultStore       BackupFault = "store"       // the server answers with something else
	FaultAltered     BackupFault = "altered"     // what is there is not what was written
	FaultDisk        BackupFault = "disk"        // the order's disk cannot be read, or not be written
	FaultIdentity    BackupFault = "identity"    // the backup is not for this identity
	FaultMissing     BackupFault = "missing"     // there is no such backup, or no such disk in it
	FaultInterrupted BackupFault = "interrupted" // the node was restarted meanwhile
)

// BackupRun is a backup or a restore that goes on, or has come to an end.
type BackupRun struct {
	Kind      BackupKind  `json:"kind"`
	Path      string      `json:"path"` // of the backup, below the bucket's prefix
	Began     time.Time   `json:"began"`
	Ended     time.Time   `json:"ended,omitzero"`      // zero: it goes on
	Disk      string      `json:"disk,omitempty"`      // that is being copied
	Bytes     int64       `json:"bytes"`               // copied so far, as they are in the bucket
	Fault     BackupFault `json:"fault,omitempty"`     // empty: none
	Operation string      `json:"operation,omitempty"` // put, get, list or delete, of a fault
	Text      string      `json:"text,omitempty"`      // the fault with its remedy, in plain English
}

// Backup is GET /v1/orders/{id}/backup (bearer token with the scope read): the plan without its secret, and how it goes.
type Backup struct {
	Plan  *BackupPlan `json:"plan,omitempty"`
	Next  time.Time   `json:"next,omitzero"`
	Doing *BackupRun  `json:"doing,omitempty"`
	Last  *BackupRun  `json:"last,omitempty"` // the newest that came to an end
	Good  *BackupRun  `json:"good,omitempty"` // the newest backup that was made
}

// BackupSearch is the body of POST /v1/orders/{id}/backups (bearer token with the scope data): what backups there are, newest first.
// It is a POST since a bucket comes with its secret.
type BackupSearch struct {
	Bucket *Bucket `json:"bucket,omitempty"` // nil: the plan's, and this order's backups only; else those of all orders below its prefix
	Before string  `json:"before,omitempty"` // Next of the page before
	Limit  int     `json:"limit,omitempty"`  // 1 to 100; 0: 20
}

// Backups is a page of backups.
type Backups struct {
	Backups []BackupEntry `json:"backups"`
	Next    string        `json:"next,omitempty"` // of the next page; empty: that was the last
}

// BackupEntry is one backup.
type BackupEntry struct {
	Path  string       `json:"path"` // of which a restore names it
	At    time.Time    `json:"at"`
	Whole bool         `json:"whole"` // it was finished
	Disks []BackupDisk `json:"disks"`
}

// BackupDisk is a disk in a backup.
type BackupDisk struct {
	Disk  string `json:"disk"`
	Bytes int64  `json:"bytes"` // of its object
}

// BackupRestore is the body of POST /v1/orders/{id}/backup/restore (bearer token with the scope data). What is in a disk that is restored
// is replaced. The identity is used for that one time and kept nowhere.
type BackupRestore struct {
	Bucket   *Bucket           `json:"bucket,omitempty"` // nil: the plan's
	Path     string            `json:"path"`
	Disks    map[string]string `json:"disks"`             // disks of the backup, and into which of the order's each goes
	InPlace  bool              `json:"inPlace,omitempty"` // as in a RestoreRequest
	Identity string            `json:"identity"`          // AGE-SECRET-KEY-1…
}
