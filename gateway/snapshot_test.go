package gateway

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"berth/gateway/archive"
	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// disks are an order's.
func (w *world) disks(id order.ID, bearer string) (d wire.Disks) {
	w.t.Helper()
	if _, p := w.call("GET", "/v1/orders/"+id.String()+"/disks", bearer, nil, &d); p != nil {
		w.t.Fatal(p)
	}
	return d
}

// snapshot makes one of an order's disk and waits for it.
func (w *world) snapshot(id order.ID, bearer, disk string, stop bool) (s wire.Snapshot) {
	w.t.Helper()
	if code, p := w.call("POST", "/v1/orders/"+id.String()+"/disks/"+disk+"/snapshots", bearer, wire.SnapshotRequest{Stop: stop}, &s); p != nil || code != 202 {
		w.t.Fatal(code, p)
	}
	return w.snapped(id, bearer, s.ID)
}

// snapped waits until a snapshot is ready.
func (w *world) snapped(id order.ID, bearer, name string) (s wire.Snapshot) {
	w.t.Helper()
	within(w.t, 20*time.Second, "the snapshot", func() bool {
		if _, p := w.call("GET", "/v1/orders/"+id.String()+"/snapshots/"+name, bearer, nil, &s); p != nil {
			w.t.Fatal(p)
		}
		if s.State == wire.SnapshotFailed {
			w.t.Fatalf("the snapshot failed: %s", s.Error)
		}
		return s.State == wire.SnapshotReady
	})
	return s
}

// restore puts a snapshot onto a disk and waits for that.
func (w *world) restore(id order.ID, bearer, disk string, req wire.RestoreRequest) (r wire.Restore) {
	w.t.Helper()
	if code, p := w.call("POST", "/v1/orders/"+id.String()+"/disks/"+disk+"/restore", bearer, req, nil); p != nil || code != 202 {
		w.t.Fatal(code, p)
	}
	within(w.t, 20*time.Second, "the restore", func() bool {
		for _, x := range w.disks(id, bearer).Restores {
			if x.Disk == disk && x.State != wire.RestoreRunning {
				r = x
				return true
			}
		}
		return false
	})
	return r
}

// raw asks for bytes.
func (w *world) raw(method, url, bearer string, body []byte, header ...string) (*http.Response, []byte) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, url, bytes.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if bearer != "" {
		req.Header.Set("Authorization", "Bearer "+bearer)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := w.http.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp, raw
}

// note writes a note into the order's service.
func (w *world) note(at, text string) {
	w.t.Helper()
	resp, _ := w.raw("POST", at+"/notes", "", []byte(url.Values{"text": {text}}.Encode()), "Content-Type", "application/x-www-form-urlencoded")
	if resp.StatusCode != 200 {
		w.t.Fatalf("a note: %d", resp.StatusCode)
	}
}

// contentOf is what lies on a disk of the local runtime: names, owners, modes and texts.
func contentOf(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		s := info.Sys().(*syscall.Stat_t)
		name, _ := filepath.Rel(dir, path)
		fmt.Fprintf(&out, "%s %s %d:%d", name, info.Mode(), s.Uid, s.Gid)
		if info.Mode().IsRegular() {
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, " %x", sha256.Sum256(raw))
		}
		out.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestDataMoves: what a service has stored is copied, downloaded in parts, and put onto the disk of an order with another gateway, by
// that one itself and by its user; it is the same there, and the service there has it.
func TestDataMoves(t *testing.T) {
	from, to := newWorld(t), newWorld(t)
	from.start()
	_, stopTo := to.start()
	id, bearer, at := from.serving(notesManifest, "notes")
	from.note(at, "brought along")
	disk := filepath.Join(from.dir, "orders", id.String(), "notes", "disk")
	noise := make([]byte, 3<<20)
	for i, x := 0, uint32(7); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	if err := errors.Join(os.Mkdir(filepath.Join(disk, "deep"), 0o711), os.WriteFile(filepath.Join(disk, "deep", "noise"), noise, 0o640)); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 {
		if err := os.Chown(filepath.Join(disk, "deep", "noise"), 999, 998); err != nil {
			t.Fatal(err)
		}
	}
	want := contentOf(t, disk)
	d := from.disks(id, bearer)
	if len(d.Disks) != 1 || d.Disks[0].Name != "notes" || d.Disks[0].SizeMiB == 0 || !d.Limits.Able || len(d.Snapshots) != 0 {
		t.Fatalf("disks: %+v", d)
	}
	running := from.snapshot(id, bearer, "notes", false)
	if running.Stopped || running.Entries != 4 {
		t.Errorf("while it runs: %+v", running)
	}
	s := from.snapshot(id, bearer, "notes", true)
	if !s.Stopped || s.Content < 3<<20 || len(s.SHA256) != 64 {
		t.Errorf("stopped for it: %+v", s)
	}
	within(t, 10*time.Second, "it runs again", func() bool { code, _ := from.visit(at + "/"); return code == 200 })
	if code, _ := from.call("GET", "/v1/orders/"+id.String()+"/events", bearer, nil, nil); code != 200 {
		t.Errorf("events: %d", code)
	}

	// In two parts, as one that was interrupted; and the whole by a link.
	content := "http://" + from.domain + "/v1/orders/" + id.String() + "/snapshots/" + s.ID + "/content"
	half := s.Bytes / 2
	first, a := from.raw("GET", content, bearer, nil, "Range", fmt.Sprintf("bytes=0-%d", half-1))
	second, b := from.raw("GET", content, bearer, nil, "Range", fmt.Sprintf("bytes=%d-", half), "If-Range", first.Header.Get("ETag"))
	whole := append(a, b...)
	sum := sha256.Sum256(whole)
	if first.StatusCode != 206 || second.StatusCode != 206 || hex.EncodeToString(sum[:]) != s.SHA256 || uint64(len(whole)) != s.Bytes {
		t.Fatalf("in two parts: %d %d, %d bytes of %d", first.StatusCode, second.StatusCode, len(whole), s.Bytes)
	}
	if other, all := from.raw("GET", content, bearer, nil, "Range", "bytes=5-", "If-Range", `"another"`); other.StatusCode != 200 || !bytes.Equal(all, whole) {
		t.Errorf("a part of what is another one by now: %d", other.StatusCode)
	}
	var link wire.SnapshotLink
	ticket := func() {
		if code, p := from.call("POST", "/v1/orders/"+id.String()+"/snapshots/"+s.ID+"/tickets", bearer, nil, &link); p != nil || code != 201 {
			t.Fatal(code, p)
		}
	}
	ticket()
	resp, all := from.raw("GET", link.URL, "", nil)
	if resp.StatusCode != 200 || !bytes.Equal(all, whole) || !strings.Contains(resp.Header.Get("Content-Disposition"), `filename="order-`+id.String()+"-notes-") {
		t.Errorf("by a link: %d, %d bytes, %q", resp.StatusCode, len(all), resp.Header.Get("Content-Disposition"))
	}
	if resp, _ := from.raw("GET", link.URL, "", nil); resp.StatusCode != 401 {
		t.Errorf("the link a second time: %d", resp.StatusCode)
	}

	// The other gateway fetches it by itself.
	there, key, url := to.serving(notesManifest, "notes")
	to.note(url, "of before")
	begin := func() (up wire.Snapshot) {
		if code, p := to.call("POST", "/v1/orders/"+there.String()+"/uploads", key, wire.UploadRequest{Bytes: s.Bytes, SHA256: s.SHA256}, &up); p != nil || code != 201 {
			t.Fatal(code, p)
		}
		return up
	}
	up := begin()
	ticket()
	if code, p := to.call("POST", "/v1/orders/"+there.String()+"/uploads/"+up.ID+"/fetch", key, wire.FetchRequest{URL: link.URL}, nil); p != nil || code != 202 {
		t.Fatal(code, p)
	}
	to.snapped(there, key, up.ID)
	if r := to.restore(there, key, "notes", wire.RestoreRequest{Snapshot: up.ID}); r.State != wire.RestoreDone {
		t.Fatalf("restore: %+v", r)
	}
	target := filepath.Join(to.dir, "orders", there.String(), "notes", "disk")
	if got := contentOf(t, target); got != want {
		t.Errorf("on the other node: got\n%s\nwant\n%s", got, want)
	}
	within(t, 10*time.Second, "the service has what was brought", func() bool {
		code, page := to.visit(url + "/")
		return code == 200 && strings.Contains(page, "brought along") && !strings.Contains(page, "of before")
	})

	// Its user sends it, over a restart of the gateway.
	up = begin()
	part := func(offset uint64, p []byte) (*http.Response, []byte) {
		sum := sha256.Sum256(p)
		return to.raw("PUT", fmt.Sprintf("http://%s/v1/orders/%s/uploads/%s?offset=%d", to.domain, there, up.ID, offset), key, p,
			"Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
	}
	if resp, _ := part(0, whole[:half]); resp.StatusCode != 200 {
		t.Fatalf("the first part: %d", resp.StatusCode)
	}
	stopTo()
	g, _ := to.start()
	if resp, text := part(0, whole[:half]); resp.StatusCode != 409 || !strings.Contains(string(text), fmt.Sprintf(`"want":"%d"`, half)) {
		t.Errorf("the first part again: %d %s", resp.StatusCode, text)
	}
	if resp, text := part(half, whole[half:]); resp.StatusCode != 200 {
		t.Fatalf("the last part: %d %s", resp.StatusCode, text)
	}
	to.snapped(there, key, up.ID)
	within(t, 10*time.Second, "it runs again", func() bool { code, _ := to.visit(url + "/"); return code == 200 })
	to.note(url, "after that")
	if r := to.restore(there, key, "notes", wire.RestoreRequest{Snapshot: up.ID, InPlace: true}); r.State != wire.RestoreDone {
		t.Fatalf("restore: %+v", r)
	}
	if got := contentOf(t, target); got != want {
		t.Errorf("in place: got\n%s\nwant\n%s", got, want)
	}
	if used := g.keeper.Book.Target(there, "notes").Meter.Load(); used < s.Bytes-half {
		t.Errorf("%d bytes of traffic are counted", used)
	}
}

// TestStill: what slept before a copy sleeps after it, what was stopped is stopped, and who comes to what is stopped for the copy is told
// that it starts again.
func TestStill(t *testing.T) {
	w := newWorld(t)
	var ahead atomic.Int64 // of the clock
	g, _ := w.start(func(c *Config) { c.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) } })
	id, bearer, at := w.serving(notesManifest, "notes")
	w.note(at, "kept")
	phase := func() wire.Phase { return w.deployment(id, bearer).Services[0].Phase }
	// Read slowly, for there to be a visitor meanwhile.
	in, out := io.Pipe()
	done := make(chan error, 1)
	go func() {
		_, err := g.keeper.Disks.Pack(t.Context(), id, "notes", true, out)
		done <- err
	}()
	within(t, 5*time.Second, "it is stopped for the copy", func() bool { return phase() == wire.PhaseStarting })
	if code, _ := w.visit(at + "/"); code != 503 {
		t.Errorf("meanwhile a visitor gets %d, want 503", code)
	}
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/disks/notes/snapshots", bearer, wire.SnapshotRequest{}, nil); p == nil {
		within(t, 5*time.Second, "another copy fails", func() bool {
			s := w.disks(id, bearer).Snapshots
			return len(s) == 1 && s[0].State == wire.SnapshotFailed
		})
	}
	go io.Copy(io.Discard, in)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "it runs again", func() bool { code, _ := w.visit(at + "/"); return code == 200 })

	if _, p := w.call("PUT", "/v1/orders/"+id.String()+"/services/notes/sleep", bearer, wire.Sleep{After: 60}, nil); p != nil {
		t.Fatal(p)
	}
	within(t, 5*time.Second, "its visitor was seen", func() bool { return !g.keeper.Book.Target(id, "notes").Visits.Came() })
	ahead.Add(int64(62 * time.Second))
	within(t, 10*time.Second, "it sleeps", func() bool { return phase() == wire.PhaseAsleep })
	if s := w.snapshot(id, bearer, "notes", true); !s.Stopped {
		t.Errorf("asleep: %+v", s)
	}
	within(t, 5*time.Second, "it is told that it goes on", func() bool { return g.keeper.Book.Target(id, "notes").Rests })
	if got := phase(); got != wire.PhaseAsleep {
		t.Errorf("after the copy it is %s, want asleep", got)
	}
	if code, page := w.visit(at + "/"); code != 200 || !strings.Contains(page, "kept") {
		t.Errorf("who wakes it gets %d", code)
	}

	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/stop", bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	within(t, 5*time.Second, "it is stopped", func() bool { return phase() == wire.PhaseStopped })
	s := w.snapshot(id, bearer, "notes", true)
	if r := w.restore(id, bearer, "notes", wire.RestoreRequest{Snapshot: s.ID}); r.State != wire.RestoreDone {
		t.Errorf("restore: %+v", r)
	}
	if got := phase(); got != wire.PhaseStopped {
		t.Errorf("after copy and restore it is %s, want stopped", got)
	}
}

// TestDataAfterTheEnd: what an order had can be copied and downloaded until it is deleted, and not a moment longer.
func TestDataAfterTheEnd(t *testing.T) {
	w := newWorld(t)
	w.start(func(c *Config) { c.Grace = 3 * time.Second })
	id, bearer, at := w.serving(notesManifest, "notes")
	w.note(at, "before the end")
	kept := w.snapshot(id, bearer, "notes", false)
	if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the end", func() bool { return w.deployment(id, bearer).Phase == wire.PhaseEnded })
	s := w.snapshot(id, bearer, "notes", true)
	if !s.Stopped {
		t.Errorf("nothing runs any more, and its files may be of different moments: %+v", s)
	}
	content := "http://" + w.domain + "/v1/orders/" + id.String() + "/snapshots/"
	if resp, raw := w.raw("GET", content+s.ID+"/content", bearer, nil); resp.StatusCode != 200 || uint64(len(raw)) != s.Bytes {
		t.Errorf("after the end: %d, %d bytes", resp.StatusCode, len(raw))
	}
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/disks/notes/restore", bearer, wire.RestoreRequest{Snapshot: s.ID}, nil); p == nil {
		// It is accepted, and fails: nothing is put onto a disk of an order that is over.
		within(t, 5*time.Second, "it fails", func() bool {
			d := w.disks(id, bearer)
			return len(d.Restores) == 1 && d.Restores[0].State == wire.RestoreFailed && d.Restores[0].Kept
		})
	}
	within(t, 30*time.Second, "its data is deleted", func() bool {
		w.chain.mine()
		resp, _ := w.raw("GET", content+kept.ID+"/content", bearer, nil)
		return resp.StatusCode == http.StatusGone
	})
	within(t, 90*time.Second, "its snapshots are deleted", func() bool {
		left, err := filepath.Glob(filepath.Join(w.dir, "snapshots", "*", "*"+archive.Extension))
		return err == nil && len(left) == 0
	})
}

// TestAttackData: another user's order, a snapshot of another order, and links that were used, of which nothing is got.
func TestAttackData(t *testing.T) {
	a := attacktest.Begin(t, "somebody gets at data of another's order, or of another order")
	w := newWorld(t)
	w.start()
	id, bearer, _ := w.serving(notesManifest, "notes")
	s := w.snapshot(id, bearer, "notes", false)
	other := newWorld(t)
	other.start()
	theirs, key, _ := other.serving(notesManifest, "notes")
	mine := other.snapshot(theirs, key, "notes", false)
	base := "http://" + w.domain + "/v1/orders/"
	for _, x := range []struct{ method, path, bearer string }{
		{"GET", id.String() + "/snapshots/" + s.ID + "/content", ""},
		{"GET", id.String() + "/snapshots/" + s.ID + "/content", key},
		{"GET", id.String() + "/disks", key},
		{"POST", id.String() + "/disks/notes/snapshots", key},
		{"DELETE", id.String() + "/snapshots/" + s.ID, key},
		{"POST", id.String() + "/snapshots/" + s.ID + "/tickets", key},
		{"GET", (id + 1).String() + "/snapshots/" + s.ID + "/content", bearer},
		{"GET", id.String() + "/snapshots/" + mine.ID + "/content", bearer},
		{"GET", id.String() + "/snapshots/..%2f" + s.ID + "/content", bearer},
		{"GET", id.String() + "/snapshots/" + s.ID + ".tar.zst/content", bearer},
		{"GET", id.String() + "/snapshots/%00/content", bearer},
		{"POST", id.String() + "/disks/..%2fnotes/snapshots", bearer},
		{"POST", id.String() + "/disks/other/snapshots", bearer},
	} {
		resp, raw := w.raw(x.method, base+x.path, x.bearer, []byte("{}"))
		a.Tried(resp.StatusCode < 400, "%s %s: %d %.100s", x.method, x.path, resp.StatusCode, raw)
	}
	var link wire.SnapshotLink
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/snapshots/"+s.ID+"/tickets", bearer, nil, &link); p != nil {
		t.Fatal(p)
	}
	if resp, _ := w.raw("GET", link.URL, "", nil); resp.StatusCode != 200 {
		t.Fatalf("a link: %d", resp.StatusCode)
	}
	for _, l := range []string{link.URL, link.URL + "x", link.URL[:len(link.URL)-1], "http://" + w.domain + "/v1/snapshots/" + s.ID} {
		resp, _ := w.raw("GET", l, "", nil)
		a.Tried(resp.StatusCode == 200, "%s: %d", l, resp.StatusCode)
	}
	// A link is over with the access that it was made with.
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/snapshots/"+s.ID+"/tickets", bearer, nil, &link); p != nil {
		t.Fatal(p)
	}
	if _, p := w.call("DELETE", "/v1/access", bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	resp, _ := w.raw("GET", link.URL, "", nil)
	a.Tried(resp.StatusCode == 200, "with an access that was revoked: %d", resp.StatusCode)
	bearer = w.access(id)
	// More than there is room for, and what is not what it says.
	uploads := "/v1/orders/" + id.String() + "/uploads"
	for _, u := range []wire.UploadRequest{{Bytes: 1 << 50, SHA256: s.SHA256}, {Bytes: 0, SHA256: s.SHA256}, {Bytes: 5, SHA256: "../../x"}, {Bytes: 5}} {
		_, p := w.call("POST", uploads, bearer, u, nil)
		a.Tried(p == nil, "upload %+v", u)
	}
	n := 0
	var p *problem.Problem
	for ; n < 20; n++ {
		if _, p = w.call("POST", uploads, bearer, wire.UploadRequest{Bytes: 1 << 20, SHA256: s.SHA256}, nil); p != nil {
			break
		}
	}
	a.Tried(n > 3 || p == nil || p.Code != problem.Full, "%d uploads were begun: %v", n, p)
	for _, x := range w.disks(id, bearer).Snapshots {
		if x.State != wire.SnapshotUploading {
			continue
		}
		up := "http://" + w.domain + uploads + "/" + x.ID
		for what, u := range map[string]string{
			"an address of this machine's in https": "https://127.0.0.1/v1/snapshots/x", "a file": "file:///v1/snapshots/x", "another path": "http://" + w.domain + "/v1/access",
			"a password": "http://a:b@" + w.domain + "/v1/snapshots/x", "a query": "http://" + w.domain + "/v1/snapshots/x?y",
		} {
			resp, _ := w.raw("POST", up+"/fetch", bearer, []byte(fmt.Sprintf(`{"url":%q}`, u)), "Content-Type", "application/json")
			if strings.HasPrefix(u, "https") {
				continue // on this machine alone, that is right; see TestAttackFetch
			}
			a.Tried(resp.StatusCode < 400, "%s: %d", what, resp.StatusCode)
		}
		sum := sha256.Sum256([]byte("x"))
		resp, _ := w.raw("PUT", up+"?offset=0", bearer, []byte("y"), "Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
		a.Tried(resp.StatusCode < 400, "a part that is not what it says: %d", resp.StatusCode)
		req, err := http.NewRequestWithContext(t.Context(), "PUT", up+"?offset=0", bytes.NewReader(make([]byte, 17<<20)))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+bearer)
		req.Header.Set("Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
		long, err := w.http.Do(req) // or the connection is closed before all of it is sent
		if err == nil {
			long.Body.Close()
		}
		a.Tried(err == nil && long.StatusCode < 400, "a part that is too long")
	}
}
