// Package data is what of an order's disks is asked by the API: copies, downloads, uploads, backups.
package data

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"berth/gateway/answer"
	"berth/gateway/archive"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/lease/tenancy"
	"berth/gateway/snapshot"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Viewer shows orders' disks, and what is kept of them; *snapshot.Store does. Its errors are problems, as are those of the next ones.
type Viewer interface {
	Disks(id order.ID) (wire.Disks, error)
	Snapshot(id order.ID, name string) (wire.Snapshot, error)
}

// Snapshots makes and removes copies of disks, and puts them back; *snapshot.Store does.
type Snapshots interface {
	Make(id order.ID, disk string, req wire.SnapshotRequest) (wire.Snapshot, error)
	Delete(id order.ID, name string) error
	Restore(id order.ID, disk string, req wire.RestoreRequest) (wire.Restore, error)
}

// Archives gives the files of snapshots; *snapshot.Store does.
type Archives interface {
	Open(id order.ID, name string) (wire.Snapshot, *os.File, error)
	Ticket(id order.ID, name string, good func() bool) (text string, until time.Time, err error)
	Redeem(text string) (snapshot.Opened, error)
}

// Uploads takes snapshots from outside; *snapshot.Store does.
type Uploads interface {
	Upload(id order.ID, req wire.UploadRequest) (wire.Snapshot, error)
	Put(id order.ID, name string, offset uint64, part, digest []byte) (wire.Snapshot, error)
	Fetch(id order.ID, name string, req wire.FetchRequest) (wire.Snapshot, error)
}

// Workloads knows what orders' deployments are called; *tenancy.Roster does.
type Workloads interface {
	Workload(id order.ID) order.ID
}

// Traffic counts bytes as an order's; *tenancy.Disks does. It is a problem where its traffic is used up.
type Traffic interface {
	Moved(id order.ID, bytes uint64) error
}

var (
	_ Viewer    = (*snapshot.Store)(nil)
	_ Snapshots = (*snapshot.Store)(nil)
	_ Archives  = (*snapshot.Store)(nil)
	_ Uploads   = (*snapshot.Store)(nil)
	_ Traffic   = (*tenancy.Disks)(nil)
)

// What of disks may move at a time; one more ends the oldest.
var (
	downloadQuota = limit.Quota{Order: 4, User: 8}
	partQuota     = limit.Quota{Order: 1, User: 2} // parts of uploads, each of which is in memory
)

const (
	// partTime is how long a part of an upload may take to come: it is 16 MiB at most.
	partTime = 2 * time.Minute
	// partsAtOnce bounds the memory for parts of all users.
	partsAtOnce = 8
	// countEvery is after how many bytes a download is counted.
	countEvery = 1 << 20
)

// DisksConfig is what Disks are made of.
type DisksConfig struct {
	Base      string // the gateway's own address, as browsers reach it
	Orders    Workloads
	Viewer    Viewer
	Snapshots Snapshots
	Archives  Archives
	Uploads   Uploads
	Traffic   Traffic
}

// Disks are the disks of orders, and the copies of them. They are safe for concurrent use.
type Disks struct {
	cfg              DisksConfig
	downloads, parts *limit.Seats
	partsAtOnce      chan struct{}
}

// NewDisks makes them.
func NewDisks(cfg DisksConfig) *Disks {
	return &Disks{cfg: cfg, downloads: limit.NewSeats(downloadQuota), parts: limit.NewSeats(partQuota), partsAtOnce: make(chan struct{}, partsAtOnce)}
}

// List lists an order's disks and snapshots.
func (d *Disks) List(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	all, err := d.cfg.Viewer.Disks(c.ID)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, all)
}

// MakeSnapshot begins a copy of a disk.
func (d *Disks) MakeSnapshot(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.SnapshotRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	s, err := d.cfg.Snapshots.Make(c.ID, r.PathValue("disk"), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 202, s)
}

// Snapshot tells of one.
func (d *Disks) Snapshot(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	s, err := d.cfg.Viewer.Snapshot(c.ID, r.PathValue("snapshot"))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, s)
}

// DeleteSnapshot removes one.
func (d *Disks) DeleteSnapshot(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	if err := d.cfg.Snapshots.Delete(c.ID, r.PathValue("snapshot")); err != nil {
		return err
	}
	return answer.Empty(w)
}

// Restore puts one onto a disk.
func (d *Disks) Restore(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.RestoreRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	x, err := d.cfg.Snapshots.Restore(c.ID, r.PathValue("disk"), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 202, x)
}

// Content gives a snapshot's archive, whole or from where the request says.
func (d *Disks) Content(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	s, f, err := d.cfg.Archives.Open(c.ID, r.PathValue("snapshot"))
	if err != nil {
		return err
	}
	defer f.Close()
	return d.give(w, r, snapshot.Opened{Order: c.ID, User: c.User, Snapshot: s, File: f})
}

// Ticket makes a link that a browser follows without a token.
func (d *Disks) Ticket(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	text, until, err := d.cfg.Archives.Ticket(c.ID, r.PathValue("snapshot"), c.Pass.Good)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, wire.SnapshotLink{URL: d.cfg.Base + snapshot.LinkPath + text, ExpiresAt: until})
}

// Linked gives the archive that a link is for. Whoever tries links is one of the strangers of this network.
func (d *Disks) Linked(w http.ResponseWriter, r *http.Request) error {
	x, err := d.cfg.Archives.Redeem(r.PathValue("ticket"))
	if err != nil {
		return err
	}
	defer x.File.Close()
	w.Header().Set("Referrer-Policy", "no-referrer")
	return d.give(w, r, x)
}

// give sends an archive, as far as the order has traffic.
func (d *Disks) give(w http.ResponseWriter, r *http.Request, x snapshot.Opened) error {
	id, s := x.Order, x.Snapshot
	if err := d.cfg.Traffic.Moved(id, 0); err != nil {
		return err
	}
	ctx, back := d.downloads.Take(r.Context(), d.cfg.Orders.Workload(id), x.User)
	defer back()
	conn := http.NewResponseController(w)
	defer context.AfterFunc(ctx, func() { conn.SetWriteDeadline(time.Unix(1, 0)) })()
	name := s.Disk
	if name == "" {
		name = "disk"
	}
	h := w.Header()
	h.Set("Content-Type", archive.MediaType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Cache-Control", "private, no-store")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="order-%s-%s-%s%s"`, id, name, s.MadeAt.UTC().Format("20060102-150405"), archive.Extension))
	h.Set("ETag", `"`+s.SHA256+`"`)
	if raw, err := hex.DecodeString(s.SHA256); err == nil {
		h.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(raw)+":")
	}
	out := &metered{ResponseWriter: w, ctx: ctx, id: id, traffic: d.cfg.Traffic}
	http.ServeContent(out, r, "", s.MadeAt, x.File)
	out.count()
	if out.err != nil {
		return out.err
	}
	return nil
}

// metered counts what is sent as an order's traffic, and breaks it off where that is used up.
type metered struct {
	http.ResponseWriter
	ctx     context.Context
	id      order.ID
	traffic Traffic
	sent    uint64
	err     error
}

func (m *metered) Write(p []byte) (int, error) {
	if m.err == nil && m.ctx.Err() != nil {
		m.err = context.Cause(m.ctx)
	}
	if m.err != nil {
		return 0, m.err
	}
	n, err := m.ResponseWriter.Write(p)
	if m.sent += uint64(n); m.sent >= countEvery {
		m.count()
	}
	return n, errors.Join(err, m.err)
}

func (m *metered) count() {
	if m.sent > 0 {
		m.err = errors.Join(m.err, m.traffic.Moved(m.id, m.sent))
		m.sent = 0
	}
}

// Upload begins one.
func (d *Disks) Upload(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.UploadRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	s, err := d.cfg.Uploads.Upload(c.ID, req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, s)
}

// UploadPart takes the next part of an upload.
func (d *Disks) UploadPart(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	offset, err := strconv.ParseUint(r.URL.Query().Get("offset"), 10, 63)
	if err != nil {
		return problem.Field("offset", "how many bytes of the archive come before this part")
	}
	digest, err := contentDigest(r.Header.Get("Content-Digest"))
	if err != nil {
		return err
	}
	if r.ContentLength > snapshot.MaxPart {
		return tooLong()
	}
	if err := d.cfg.Traffic.Moved(c.ID, 0); err != nil {
		return err
	}
	ctx, back := d.parts.Take(r.Context(), c.Workload, c.User)
	defer back()
	select {
	case d.partsAtOnce <- struct{}{}:
		defer func() { <-d.partsAtOnce }()
	default:
		return problem.TooOften(2 * time.Second)
	}
	// One that gives way is not waited for. Test recorders have no deadlines.
	conn := http.NewResponseController(w)
	_ = conn.SetReadDeadline(time.Now().Add(partTime))
	stop := context.AfterFunc(ctx, func() { conn.SetReadDeadline(time.Unix(1, 0)) })
	var part bytes.Buffer
	n, err := part.ReadFrom(http.MaxBytesReader(w, r.Body, snapshot.MaxPart))
	stop()
	if p := call.Why(ctx); p != nil {
		return p
	}
	if moved := d.cfg.Traffic.Moved(c.ID, uint64(n)); err == nil && moved != nil {
		return moved
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return tooLong()
	case errors.Is(err, os.ErrDeadlineExceeded):
		return problem.New(408, problem.BadRequest, "this part did not come in time").Remedy("send smaller parts")
	case err != nil && !errors.Is(err, io.EOF):
		return problem.New(400, problem.BadRequest, "the body could not be read")
	}
	s, err := d.cfg.Uploads.Put(c.ID, r.PathValue("snapshot"), offset, part.Bytes(), digest)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, s)
}

func tooLong() error {
	return problem.New(413, problem.TooLarge, "this part is too long").Remedy("at most %d bytes", snapshot.MaxPart)
}

// contentDigest is the SHA-256 of a header Content-Digest (RFC 9530).
func contentDigest(header string) ([]byte, error) {
	for one := range strings.SplitSeq(header, ",") {
		text, is := strings.CutPrefix(strings.TrimSpace(one), "sha-256=:")
		text, ends := strings.CutSuffix(text, ":")
		if !is || !ends {
			continue
		}
		if raw, err := base64.StdEncoding.DecodeString(text); err == nil && len(raw) == 32 {
			return raw, nil
		}
	}
	return nil, problem.Field("Content-Digest", "a header sha-256=:BASE64: with the SHA-256 of this part (RFC 9530)")
}

// FetchUpload has one fetched from where it is.
func (d *Disks) FetchUpload(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.FetchRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	s, err := d.cfg.Uploads.Fetch(c.ID, r.PathValue("snapshot"), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 202, s)
}
