package backup

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"filippo.io/age"

	"berth/e2e/rig/s3test"
	"berth/shared/attacktest"
	"berth/shared/wire"
)

// Endpoints that are, or lead, inside.
func TestAttackInside(t *testing.T) {
	a := attacktest.Begin(t, "a bucket's endpoint leads to where the node's machine is")
	h := newHouse(t)
	var mu sync.Mutex
	var went []string
	h.dial.Plain.Control = func(_, address string, _ syscall.RawConn) error {
		mu.Lock()
		defer mu.Unlock()
		went = append(went, address)
		return errors.New("the test lets nothing out")
	}
	var asked atomic.Int32
	h.dial.Lookup = func(_ context.Context, _, host string) ([]netip.Addr, error) {
		n := asked.Add(1)
		switch {
		case strings.HasPrefix(host, "rebind") && n%2 == 1, strings.HasPrefix(host, "public"), strings.HasPrefix(host, "backups.public"):
			return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
		case strings.HasPrefix(host, "half"):
			return []netip.Addr{netip.MustParseAddr("8.8.8.8"), netip.MustParseAddr("10.0.0.1")}, nil
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	h.dial.Closed = func() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("51.15.1.7/32")} }
	me := newIdentity(t)
	for _, at := range []string{
		"https://127.0.0.1", "https://localhost", "https://[::1]:8443", "https://169.254.169.254", "https://10.96.0.1", "https://192.168.1.1:9000", "https://[fd00::1]", "https://[::ffff:127.0.0.1]",
		"https://0.0.0.0", "https://0x7f000001", "https://2130706433", "https://inside.example", "https://half.example", "https://rebind.example", "https://51.15.1.7", "https://100.64.0.1", "https://[64:ff9b::7f00:1]",
		"https://public.example:22", "https://public.example:25", "http://public.example", "http://127.0.0.1:2379", "https://user:pass@public.example", "https://public.example/admin", "https://public.example?x=1",
		"ftp://public.example", "//public.example", "https://", "https://public.example#x", "https://a_b.example", "file:///etc/passwd", "https://%31%32%37.0.0.1",
	} {
		for _, style := range []bool{true, false} {
			p := planAt(at, me)
			p.Bucket.PathStyle = style
			_, err := h.Set(t.Context(), alice, 1, p)
			said := fmt.Sprint(err)
			a.Tried(err == nil, "%s is taken", at)
			for _, secret := range []string{s3test.Secret, "8.8.8.8", "10.0.0.1", "lookup", "refused"} {
				a.Tried(strings.Contains(problemText(err), secret), "%s: %s tells %q", at, said, secret)
			}
			if _, err := h.Find(t.Context(), alice, 1, wire.BackupSearch{Bucket: &p.Bucket}); err == nil {
				a.Tried(true, "%s is listed", at)
			}
		}
	}
	for _, w := range went {
		a.Tried(w != "8.8.8.8:443", "it connects to %s", w)
	}
}

// problemText is what a user sees of an error.
func problemText(err error) string {
	raw, bad := json.Marshal(err)
	if bad != nil {
		return bad.Error()
	}
	return string(raw)
}

// A server that sends whoever asks it elsewhere.
func TestAttackRedirect(t *testing.T) {
	a := attacktest.Begin(t, "an S3 server sends the node elsewhere")
	var inside atomic.Int32
	secretive := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { inside.Add(1) }))
	defer secretive.Close()
	for _, code := range []int{301, 302, 303, 307, 308} {
		for _, body := range []string{"", `<?xml version="1.0"?><Error><Code>PermanentRedirect</Code><Endpoint>` + hostOf(secretive.URL) + `</Endpoint><Region>x</Region></Error>`} {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", secretive.URL+r.URL.Path)
				w.Header().Set("X-Amz-Bucket-Region", "eu-west-1")
				w.WriteHeader(code)
				io.WriteString(w, body)
			}))
			h := newHouse(t, hostOf(s.URL))
			_, err := h.Set(t.Context(), alice, 1, planAt(s.URL, newIdentity(t)))
			a.Tried(err == nil || inside.Load() != 0, "%d: followed", code)
			s.Close()
		}
	}
}

// Servers that answer without end, slowly, or not at all: what asks them ends, and has not kept it all.
func TestAttackEndless(t *testing.T) {
	a := attacktest.Begin(t, "an S3 server holds the node up or fills its memory")
	page := func(w http.ResponseWriter, n, from int) {
		io.WriteString(w, `<?xml version="1.0"?><ListBucketResult><Name>backups</Name><IsTruncated>true</IsTruncated><NextContinuationToken>more</NextContinuationToken>`)
		for i := range n {
			fmt.Fprintf(w, `<Contents><Key>berth/berth-1337-1/20260101T000000Z/d%d.tar.zst.age</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>`, from+i)
		}
		io.WriteString(w, `</ListBucketResult>`)
	}
	hold := make(chan struct{})
	defer close(hold)
	for name, serve := range map[string]func(w http.ResponseWriter, r *http.Request){
		"a listing without end":    func(w http.ResponseWriter, _ *http.Request) { page(w, 1000, 0) },
		"a listing of empty pages": func(w http.ResponseWriter, _ *http.Request) { page(w, 0, 0) },
		"a page without end": func(w http.ResponseWriter, _ *http.Request) {
			for {
				if _, err := w.Write(bytes.Repeat([]byte("<Contents>"), 1000)); err != nil {
					return
				}
			}
		},
		"a header without end": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("ETag", strings.Repeat("x", 1<<20)) },
		"nothing": func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-hold:
			}
		},
		"nothing after its header": func(w http.ResponseWriter, r *http.Request) {
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
			case <-hold:
			}
		},
	} {
		var served atomic.Int64
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			served.Add(1)
			serve(w, r)
		}))
		h := newHouse(t, hostOf(s.URL))
		h.Keeper.call = 300 * time.Millisecond
		b := planAt(s.URL).Bucket
		open, err := h.Keeper.open(b, listCalls)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		_, err = open.list(t.Context(), "berth-1337-1/")
		a.Tried(err == nil, "%s: is listed", name)
		a.Tried(served.Load() > listCalls || time.Since(began) > 30*time.Second, "%s: %d requests, %s", name, served.Load(), time.Since(began))
		s.CloseClientConnections()
		s.Close()
	}
}

// Servers that keep something else than they were given.
func TestAttackLies(t *testing.T) {
	a := attacktest.Begin(t, "an S3 server keeps something else than it was given, and it is taken for a backup")
	s := s3test.Start(t, root, "backups")
	me := newIdentity(t)
	lie := ""
	front := before(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		switch {
		case lie == "drops a part" && r.URL.Query().Get("partNumber") == "2":
			w.Header().Set("ETag", `"00000000000000000000000000000000"`)
			return true
		case lie == "forgets" && r.Method == http.MethodPost && r.URL.Query().Has("uploadId"):
			io.WriteString(w, `<?xml version="1.0"?><CompleteMultipartUploadResult><Bucket>backups</Bucket><Key>x</Key><ETag>"x"</ETag></CompleteMultipartUploadResult>`)
			return true
		case lie == "an empty ETag" && r.Method == http.MethodPost && r.URL.Query().Has("uploadId"):
			io.WriteString(w, `<?xml version="1.0"?><CompleteMultipartUploadResult></CompleteMultipartUploadResult>`)
			return true
		}
		return false
	}, func(r *http.Response) error {
		if lie == "another size" && r.Request.Method == http.MethodHead {
			r.Header.Set("Content-Length", "7")
			r.ContentLength = 7
		}
		return nil
	})
	h := newHouse(t, hostOf(front.URL)).up()
	if _, err := h.Set(t.Context(), alice, 1, planAt(front.URL, me)); err != nil {
		t.Fatal(err)
	}
	for _, lie = range []string{"drops a part", "forgets", "an empty ETag", "another size"} {
		h.later(time.Second)
		run := h.backup(alice, 1)
		a.Tried(run.Fault == "", "%s: %+v", lie, run)
	}
	lie = ""
	h.later(time.Second)
	run := h.backup(alice, 1)
	if run.Fault != "" {
		t.Fatalf("%+v\n%s", run, h.log)
	}

	// What is in the bucket is changed: no disk gets it.
	at := filepath.Join(s.Root, "backups/berth", run.Path)
	object := filepath.Join(at, "data"+diskEnd)
	whole, err := os.ReadFile(object)
	if err != nil {
		t.Fatal(err)
	}
	was := h.disks.at(1, "data")
	restore := func(how string) {
		t.Helper()
		h.later(time.Second)
		if _, err := h.Restore(t.Context(), alice, 1, wire.BackupRestore{Path: run.Path, Disks: map[string]string{"data": "data"}, Identity: me.String()}); err != nil {
			a.Tried(false, "")
			return
		}
		got := h.ended(1)
		// What comes behind the end that the manifest says is not read.
		a.Tried(got.Fault == "" && how != "longer" || !bytes.Equal(h.disks.at(1, "data"), was), "%s: %+v", how, got)
	}
	h.disks.have[1]["data"] = bytes.Clone(was)
	for how, raw := range map[string][]byte{
		"a bit":        func() []byte { b := bytes.Clone(whole); b[len(b)/2] ^= 1; return b }(),
		"cut":          whole[:len(whole)-70000],
		"cut to chunk": whole[:len(whole)-len(whole)%(64<<10)],
		"longer":       append(bytes.Clone(whole), whole...),
		"empty":        {},
		"other":        sealed(t, me, []byte("put there by somebody else")),
	} {
		if err := os.WriteFile(object, raw, 0o644); err != nil {
			t.Fatal(err)
		}
		restore(how)
	}
	if err := os.WriteFile(object, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(at, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	for how, raw := range map[string]string{
		"no JSON":           "{",
		"another sum":       strings.Replace(string(good), `"sha256": "`, `"sha256": "00`, 1),
		"another object":    strings.Replace(string(good), `"object": "data`, `"object": "../data`, 1),
		"a length below 0":  strings.Replace(string(good), `"stored": `, `"stored": -`, 1),
		"a length too many": strings.Replace(string(good), `"stored": `, `"stored": 9`, 1),
		"no disks":          `{"format":"berth-backup/1"}`,
		"huge":              strings.Repeat(" ", maxManifest) + string(good),
	} {
		if err := os.WriteFile(filepath.Join(at, manifestName), []byte(raw), 0o644); err != nil {
			t.Fatal(err)
		}
		restore(how)
	}
}

// sealed is a text for an identity, as anybody can make it who knows its recipient.
func sealed(t *testing.T, to *age.X25519Identity, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to.Recipient())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A connection that breaks while an object is read.
func TestBrokenRead(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	me := newIdentity(t)
	var reads atomic.Int32
	front := before(t, s, func(http.ResponseWriter, *http.Request) bool { return false }, func(r *http.Response) error {
		if r.Request.Method == http.MethodGet && strings.HasSuffix(r.Request.URL.Path, "data"+diskEnd) && reads.Add(1) <= 3 {
			r.Body = io.NopCloser(io.MultiReader(io.LimitReader(r.Body, 3<<20), failing{}))
		}
		return nil
	})
	h := newHouse(t, hostOf(front.URL)).up()
	if _, err := h.Set(t.Context(), alice, 1, planAt(front.URL, me)); err != nil {
		t.Fatal(err)
	}
	run := h.backup(alice, 1)
	h.later(time.Second)
	if _, err := h.Restore(t.Context(), alice, 1, wire.BackupRestore{Path: run.Path, Disks: map[string]string{"data": "logs"}, Identity: me.String()}); err != nil {
		t.Fatal(err)
	}
	if got := h.ended(1); got.Fault != "" || !bytes.Equal(h.disks.at(1, "logs"), h.disks.at(1, "data")) || reads.Load() != 4 {
		t.Errorf("%+v, read %d times", got, reads.Load())
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("broken") }
