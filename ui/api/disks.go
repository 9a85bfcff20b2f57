package api

import (
	"context"
	"encoding/base64"
	"net/url"
	"strconv"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/js"
)

const (
	// partTime is how long a part of an upload may take.
	partTime = 2 * time.Minute
	// bucketTime is how long a gateway may take to try a bucket.
	bucketTime = 45 * time.Second
)

// Disks is GET /v1/orders/{id}/disks.
func (g Gateway) Disks(ctx context.Context, id order.ID) (wire.Disks, error) {
	return listed[wire.Disks](ctx, g, g.order(id)+"/disks")
}

// MakeSnapshot is POST /v1/orders/{id}/disks/{disk}/snapshots.
func (g Gateway) MakeSnapshot(ctx context.Context, id order.ID, disk string, r wire.SnapshotRequest) error {
	return ask(ctx, js.Request{URL: g.disk(id, disk) + "/snapshots", Body: r, Token: g.Token}, nil)
}

// RestoreDisk is POST /v1/orders/{id}/disks/{disk}/restore.
func (g Gateway) RestoreDisk(ctx context.Context, id order.ID, disk string, r wire.RestoreRequest) error {
	return ask(ctx, js.Request{URL: g.disk(id, disk) + "/restore", Body: r, Token: g.Token}, nil)
}

// RemoveSnapshot is DELETE /v1/orders/{id}/snapshots/{snapshot}.
func (g Gateway) RemoveSnapshot(ctx context.Context, id order.ID, name string) error {
	return g.end(ctx, g.order(id)+"/snapshots/"+url.PathEscape(name))
}

// SnapshotLink is POST /v1/orders/{id}/snapshots/{snapshot}/tickets.
func (g Gateway) SnapshotLink(ctx context.Context, id order.ID, name string) (wire.SnapshotLink, error) {
	var out wire.SnapshotLink
	err := ask(ctx, js.Request{Method: "POST", URL: g.order(id) + "/snapshots/" + url.PathEscape(name) + "/tickets", Token: g.Token}, &out)
	return out, err
}

// StartUpload is POST /v1/orders/{id}/uploads.
func (g Gateway) StartUpload(ctx context.Context, id order.ID, r wire.UploadRequest) (wire.Snapshot, error) {
	var out wire.Snapshot
	err := ask(ctx, js.Request{URL: g.order(id) + "/uploads", Body: r, Token: g.Token}, &out)
	return out, err
}

// PutPart is PUT /v1/orders/{id}/uploads/{snapshot}?offset=N, with the part's SHA-256 (RFC 9530).
func (g Gateway) PutPart(ctx context.Context, id order.ID, name string, offset uint64, part []byte, sum [32]byte) (wire.Snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, partTime)
	defer cancel()
	var out wire.Snapshot
	err := js.Do(ctx, js.Request{
		Method: "PUT", URL: g.order(id) + "/uploads/" + url.PathEscape(name) + "?offset=" + strconv.FormatUint(offset, 10), Raw: part, Token: g.Token,
		Mark: map[string]string{"Content-Digest": "sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"},
	}, &out)
	return out, err
}

// FetchUpload is POST /v1/orders/{id}/uploads/{snapshot}/fetch.
func (g Gateway) FetchUpload(ctx context.Context, id order.ID, name string, r wire.FetchRequest) error {
	return ask(ctx, js.Request{URL: g.order(id) + "/uploads/" + url.PathEscape(name) + "/fetch", Body: r, Token: g.Token}, nil)
}

// Backup is GET /v1/orders/{id}/backup.
func (g Gateway) Backup(ctx context.Context, id order.ID) (wire.Backup, error) {
	return listed[wire.Backup](ctx, g, g.order(id)+"/backup")
}

// SetBackup is PUT /v1/orders/{id}/backup.
func (g Gateway) SetBackup(ctx context.Context, id order.ID, p wire.BackupPlan) (wire.Backup, error) {
	ctx, cancel := context.WithTimeout(ctx, bucketTime)
	defer cancel()
	var out wire.Backup
	err := ask(ctx, js.Request{Method: "PUT", URL: g.order(id) + "/backup", Body: p, Token: g.Token}, &out)
	return out, err
}

// DropBackup is DELETE /v1/orders/{id}/backup.
func (g Gateway) DropBackup(ctx context.Context, id order.ID) error {
	return g.end(ctx, g.order(id)+"/backup")
}

// BackUp is POST /v1/orders/{id}/backup/run.
func (g Gateway) BackUp(ctx context.Context, id order.ID) (wire.Backup, error) {
	var out wire.Backup
	err := ask(ctx, js.Request{Method: "POST", URL: g.order(id) + "/backup/run", Token: g.Token}, &out)
	return out, err
}

// FindBackups is POST /v1/orders/{id}/backups.
func (g Gateway) FindBackups(ctx context.Context, id order.ID, q wire.BackupSearch) (wire.Backups, error) {
	ctx, cancel := context.WithTimeout(ctx, bucketTime)
	defer cancel()
	var out wire.Backups
	err := ask(ctx, js.Request{URL: g.order(id) + "/backups", Body: q, Token: g.Token, Limit: doorLimit}, &out)
	return out, err
}

// RestoreBackup is POST /v1/orders/{id}/backup/restore.
func (g Gateway) RestoreBackup(ctx context.Context, id order.ID, r wire.BackupRestore) error {
	ctx, cancel := context.WithTimeout(ctx, bucketTime)
	defer cancel()
	return ask(ctx, js.Request{URL: g.order(id) + "/backup/restore", Body: r, Token: g.Token}, nil)
}

func (g Gateway) disk(id order.ID, disk string) string {
	return g.order(id) + "/disks/" + url.PathEscape(disk)
}
