package gateway

import (
	"bytes"
	"crypto/rand"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
)

// TestDiskSurvivesOnTheLocalRuntime: what is on a disk is there, byte by byte, after a new revision, a larger order and a restart of the
// gateway, and its service has it.
func TestDiskSurvivesOnTheLocalRuntime(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	id, bearer, at := w.serving(notesManifest, "notes")
	req, err := http.NewRequestWithContext(t.Context(), "POST", at+"/notes", strings.NewReader(url.Values{"text": {"kept on the disk"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", at)
	for _, c := range w.cookies(at) {
		req.AddCookie(c)
	}
	resp, err := w.http.Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("a note: %s", resp.Status)
	}
	disks, err := filepath.Glob(filepath.Join(w.dir, "*", "*", "*", "disk"))
	if err != nil || len(disks) != 1 {
		t.Fatalf("disks: %v, %v", disks, err)
	}
	file, want := filepath.Join(disks[0], "kept"), make([]byte, 1<<20)
	rand.Read(want)
	if err := os.WriteFile(file, want, 0o600); err != nil {
		t.Fatal(err)
	}
	kept := func(after string) {
		t.Helper()
		within(t, 10*time.Second, "the note "+after, func() bool {
			code, page := w.visit(at + "/")
			return code == 200 && strings.Contains(page, "kept on the disk")
		})
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v", after, len(got), err)
		}
	}
	kept("at first")

	next := notesManifest
	next.Env = map[string]string{"TITLE": "Two"}
	r := w.deployRequest(id, 2, next, w.user)
	r.Deploy.ShortStop = true
	w.deploy(bearer, w.signed(r, w.user))
	kept("after a new revision")

	g := w.offer(units(1e16))
	g.Replaces, g.Resources.DiskMiB = id, 2*g.Resources.DiskMiB+64
	var a wire.Greeting
	if _, p := w.call("POST", "/v1/greet", "", g, &a); p != nil || a.Kind != wire.Accept {
		t.Fatalf("greet: %v %+v", p, a)
	}
	larger, _, err := w.rent.Replace(t.Context(), id, *a.Quote, a.Signature, 3600)
	if err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the new order's deployment", func() bool {
		var d wire.Deployment
		_, p := w.call("GET", "/v1/orders/"+larger.String()+"/deployment", bearer, nil, &d)
		return p == nil && d.Phase == wire.PhaseReady
	})
	kept("in a larger order")

	stop()
	w.start()
	kept("after a restart of the gateway")
}
