package wire

import "time"

// Disks is GET /v1/orders/{id}/disks (bearer token with the scope read): the disks of what is deployed, the snapshots that the
// node keeps of them, and what was restored last.
type Disks struct {
	Disks     []Disk     `json:"disks"`
	Snapshots []Snapshot `json:"snapshots"` // newest first
	Restores  []Restore  `json:"restores"`  // the last one of each disk, newest first, as far as this gateway's process knows
	Limits    DiskLimits `json:"limits"`
}

// Disk is a volume of what is deployed.
type Disk struct {
	Name     string   `json:"name"`
	SizeMiB  uint32   `json:"sizeMiB"`           // that was bought for it
	UsedMiB  uint32   `json:"usedMiB,omitempty"` // by the services that mount it, with what they write outside of their disks; absent: not known
	Services []string `json:"services"`          // that mount it
	Busy     bool     `json:"busy,omitempty"`    // it is being copied or replaced
}

// DiskLimits are what is kept of an order at most.
type DiskLimits struct {
	Able      bool   `json:"able"`            // the node's runtime can copy disks
	Grows     bool   `json:"grows,omitempty"` // disks can be made larger: by a larger order, or a larger size in the file
	Snapshots int    `json:"snapshots"`       // of an order
	Bytes     uint64 `json:"bytes"`           // of all of an order's, as they are kept
	Kept      uint64 `json:"kept"`            // of these bytes, what is taken
	Seconds   int    `json:"seconds"`         // for which each is kept, or until the order's data is collected
	PartBytes int64  `json:"partBytes"`       // of an upload's part
}

// SnapshotState is how far a snapshot is.
type SnapshotState string

// The states of snapshots.
const (
	SnapshotMaking    SnapshotState = "making"    // the disk is being read
	SnapshotUploading SnapshotState = "uploading" // its user sends it, part by part
	SnapshotFetching  SnapshotState = "fetching"  // it is being fetched from another node
	SnapshotReady     SnapshotState = "ready"
	SnapshotFailed    SnapshotState = "failed"
)

// Snapshot is a copy of a disk that the gateway keeps: a tar archive (PAX) compressed with zstd (RFC 8878).
type Snapshot struct {
	ID      string        `json:"id"`
	State   SnapshotState `json:"state"`
	Disk    string        `json:"disk,omitempty"`    // that it was made of; absent: it was uploaded, or fetched
	Stopped bool          `json:"stopped,omitempty"` // what uses the disk did not run meanwhile; else its files may be of different moments
	MadeAt  time.Time     `json:"madeAt"`            // when it was begun
	Until   time.Time     `json:"until"`             // it is kept so long
	Bytes   uint64        `json:"bytes"`             // as it is kept; while it is made or comes, those that are there
	Of      uint64        `json:"of,omitempty"`      // of an upload: how many it is to have
	SHA256  string        `json:"sha256,omitempty"`  // hex; of an upload, what it is to be
	Content uint64        `json:"content,omitempty"` // bytes of the files in it
	Entries int           `json:"entries,omitempty"` // files, folders and links in it
	Skipped int           `json:"skipped,omitempty"` // left out: devices, sockets, pipes, and what could not be read
	Changed int           `json:"changed,omitempty"` // files that changed while they were read
	Error   string        `json:"error,omitempty"`   // why it failed
}

// SnapshotRequest is POST /v1/orders/{id}/disks/{disk}/snapshots (bearer token with the scope data) → 202 Snapshot, which is
// being made. What comes of it is in Disks, and happens to the order (HappenedSnapshot, HappenedNoSnapshot).
type SnapshotRequest struct {
	Stop bool `json:"stop,omitempty"` // the services that mount the disk stop for the copy, and start again after it
}

// UploadRequest is POST /v1/orders/{id}/uploads (bearer token with the scope data) → 201 Snapshot in the state uploading. Its
// parts follow by PUT /v1/orders/{id}/uploads/{snapshot}?offset=N, each with the SHA-256 of it in the header Content-Digest
// (RFC 9530), or another node has it: FetchRequest.
type UploadRequest struct {
	Bytes  uint64 `json:"bytes"`
	SHA256 string `json:"sha256"` // of the whole, hex
}

// FetchRequest is POST /v1/orders/{id}/uploads/{snapshot}/fetch (bearer token with the scope data) → 202 Snapshot: the gateway
// fetches what is missing from another one, by a link of that one's: SnapshotLink.
type FetchRequest struct {
	URL string `json:"url"`
}

// SnapshotLink is the answer to POST /v1/orders/{id}/snapshots/{snapshot}/tickets (bearer token with the scope data): a link
// to the archive for whoever has it, good once, and to be used before ExpiresAt.
type SnapshotLink struct {
	URL       string    `json:"url"`
	ExpiresAt time.Time `json:"expiresAt"`
}

// RestoreRequest is POST /v1/orders/{id}/disks/{disk}/restore (bearer token with the scope data) → 202 Restore. The services
// that mount the disk stop for it and start again after it. What is on the disk is replaced once all of the snapshot lies beside it;
// with InPlace, for which there need not be room for both, it is deleted first.
type RestoreRequest struct {
	Snapshot string `json:"snapshot"`
	InPlace  bool   `json:"inPlace,omitempty"`
}

// RestoreState is how far a restore is.
type RestoreState string

// The states of restores.
const (
	RestoreRunning RestoreState = "running"
	RestoreDone    RestoreState = "done"
	RestoreFailed  RestoreState = "failed"
)

// Restore is a disk that has got another content, or gets it.
type Restore struct {
	Disk     string       `json:"disk"`
	Snapshot string       `json:"snapshot"`
	State    RestoreState `json:"state"`
	BeganAt  time.Time    `json:"beganAt"`
	EndedAt  time.Time    `json:"endedAt,omitzero"`
	Bytes    uint64       `json:"bytes"` // of the snapshot that were read
	Of       uint64       `json:"of"`
	Entries  int          `json:"entries,omitempty"`
	Skipped  int          `json:"skipped,omitempty"` // that could not be made here: devices, and names that this file system does not take
	Kept     bool         `json:"kept,omitempty"`    // with RestoreFailed: the disk has its old content
	Error    string       `json:"error,omitempty"`
}
