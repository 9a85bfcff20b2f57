package registry

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"berth/gateway/image"
	"berth/gateway/manifest"
)

func TestFacts(t *testing.T) {
	h := newHouse(t)
	a, _ := asker(t, h.host)
	img := of(t, "amd64", v1.Config{
		User: "1000:1000", WorkingDir: "/srv", Entrypoint: []string{"/bin/run"}, Cmd: []string{"serve", "-v"}, Env: []string{"PATH=/bin", "PASSWORD=hunter2", "=x"},
		ExposedPorts: map[string]struct{}{"8080/tcp": {}, "53/udp": {}, "53": {}, "http": {}, "70000/tcp": {}, "0": {}},
		Volumes:      map[string]struct{}{"/var/lib/x/": {}, "relative": {}, "/data": {}}, Healthcheck: &v1.HealthConfig{Test: []string{"CMD", "true"}},
	})
	got, err := a.Ask(t.Context(), u, h.push(t, "a/b:1", img), nil)
	if err != nil {
		t.Fatal(err)
	}
	digest, _ := img.Digest()
	layers, _ := img.Layers()
	size := int64(0)
	for _, l := range layers {
		n, _ := l.Size()
		size += n
	}
	want := image.Facts{
		Digest: digest.String(), Platforms: []string{"linux/amd64"}, Bytes: size, Layers: 3, User: "1000:1000", Ports: []image.Port{{Number: 53}, {Number: 53, UDP: true}, {Number: 8080}},
		Volumes: []string{"/data", "/var/lib/x"}, Entrypoint: []string{"/bin/run"}, Cmd: []string{"serve", "-v"}, Env: []string{"PATH", "PASSWORD"}, Dir: "/srv", Checks: true,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if strings.Contains(fmt.Sprintf("%+v", got), "hunter2") {
		t.Error("the values of variables are kept")
	}
}

func TestPlatforms(t *testing.T) {
	h := newHouse(t)
	both, arm, one := h.push(t, "both:1", several(t, "arm64", "amd64")), h.push(t, "arm:1", several(t, "arm64", "s390x")), h.push(t, "one:1", of(t, "arm64", v1.Config{}))
	none, silent := h.push(t, "none:1", several(t)), h.push(t, "silent:1", of(t, "", v1.Config{User: "x"}))
	for _, c := range []struct {
		image     string
		platforms []string
		why       image.Why
		user      string
	}{
		{both, []string{"linux/amd64"}, "", "amd64"}, {both, []string{"linux/arm64", "linux/amd64"}, "", "arm64"}, {both, nil, "", "arm64"}, {arm, []string{"linux/amd64"}, image.NoPlatform, ""},
		{arm, []string{"linux/amd64", "linux/s390x"}, "", "s390x"}, {one, []string{"linux/amd64"}, image.NoPlatform, ""}, {one, nil, "", ""}, {none, nil, image.NoImage, ""},
		{none, []string{"linux/amd64"}, image.NoImage, ""}, {silent, []string{"linux/amd64"}, "", "x"},
	} {
		a, _ := asker(t, h.host)
		a.cfg.Platforms = func() []string { return c.platforms }
		got, err := a.Ask(t.Context(), u, c.image, nil)
		if why := whyOf(t, err); why != c.why || got.User != c.user {
			t.Errorf("%s for %v: got %q of %q", c.image, c.platforms, why, got.User)
		}
		var f *image.Fault
		if c.image == arm && errors.As(err, &f) && !slices.Equal(f.Has, []string{"linux/arm64", "linux/s390x"}) {
			t.Errorf("got %v", f.Has)
		}
	}
}

// thing is pushed as it is.
type thing struct {
	raw  string
	kind types.MediaType
}

func (x thing) RawManifest() ([]byte, error)        { return []byte(x.raw), nil }
func (x thing) MediaType() (types.MediaType, error) { return x.kind, nil }

func TestWhatIsNoImage(t *testing.T) {
	h := newHouse(t)
	const some = `{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":3,"digest":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`
	put := func(path, config string) string {
		return h.push(t, path, thing{`{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":` + config + `,"layers":[` + some + `]}`, types.OCIManifestSchema1})
	}
	for image, want := range map[string]image.Why{
		h.host + "/nothing:1": image.Missing,
		h.host + "/nothing@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef":                                                                                   image.Missing,
		put("chart:1", strings.Replace(some, "application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.cncf.helm.config.v1+json", 1)):                                           image.NoImage,
		put("empty:1", `{"mediaType":"application/vnd.oci.empty.v1+json","size":2,"data":"e30=","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}`): image.NoImage,
		put("lost:1", strings.Replace(some, "application/vnd.oci.image.layer.v1.tar+gzip", string(types.OCIConfigJSON), 1)):                                                           image.NoImage,
		put("none:1", `{}`): image.NoImage,
		h.push(t, "old:1", thing{`{"schemaVersion":1,"name":"x","tag":"1","architecture":"amd64","fsLayers":[],"history":[]}`, types.DockerManifestSchema1Signed}): image.Outdated,
	} {
		a, _ := asker(t, h.host)
		if _, err := a.Ask(t.Context(), u, image, nil); whyOf(t, err) != want {
			t.Errorf("%s: got %v, want %s", image, err, want)
		}
	}
}

// basic lets in who has a password, by the way of HTTP alone.
func basic(user, password string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if u, p, _ := r.BasicAuth(); u == user && p == password {
			return false
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
}

// token lets in who has a token, which is given to who has a password, and which is good for what may tells.
func token(h *house, user, password string, may func(repository string) bool) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/token" {
			u, p, ok := r.BasicAuth()
			if ok && (u != user || p != password) {
				w.WriteHeader(http.StatusUnauthorized)
				return true
			}
			fmt.Fprintf(w, `{"token":"secret-token-%v"}`, ok)
			return true
		}
		if r.Header.Get("Authorization") == "Bearer secret-token-true" && may(r.URL.Path) {
			return false
		}
		w.Header().Set("WWW-Authenticate", `Bearer realm="`+h.URL+`/token",service="x"`)
		w.WriteHeader(http.StatusUnauthorized)
		return true
	}
}

func TestAccess(t *testing.T) {
	ways := map[string]func(h *house) func(http.ResponseWriter, *http.Request) bool{
		"basic": func(*house) func(http.ResponseWriter, *http.Request) bool { return basic("ann", "right") },
		"token": func(h *house) func(http.ResponseWriter, *http.Request) bool {
			return token(h, "ann", "right", func(path string) bool { return !strings.Contains(path, "/others/") })
		},
	}
	for way, guard := range ways {
		t.Run(way, func(t *testing.T) {
			h := newHouse(t)
			mine, others := h.push(t, "mine:1", of(t, "amd64", v1.Config{User: "7"})), h.push(t, "others/x:1", of(t, "amd64", v1.Config{}))
			h.guardBy(guard(h))
			a, _ := asker(t, h.host)
			ann := &manifest.Registry{Host: "https://" + h.host + "/v2/", User: "ann", Password: "right"}
			for _, c := range []struct {
				name, image string
				access      *manifest.Registry
				want        image.Why
			}{
				{"nobody", mine, nil, image.Denied},
				{"a wrong password", mine, &manifest.Registry{Host: h.host, User: "ann", Password: "wrong"}, image.BadAccess},
				{"the right one", mine, ann, ""},
				{"for another registry", mine, &manifest.Registry{Host: "ghcr.io", User: "ann", Password: "right"}, image.Denied},
				{"nobody, after her", mine, nil, image.Denied},
				{"a wrong one, after her", mine, &manifest.Registry{Host: h.host, User: "ann", Password: "Right"}, image.BadAccess},
				{"one that is not there", h.host + "/gone:1", ann, image.Missing},
			} {
				if _, err := a.Ask(t.Context(), u, c.image, c.access); whyOf(t, err) != c.want {
					t.Errorf("%s: got %v, want %q", c.name, err, c.want)
				}
			}
			if way == "token" {
				if _, err := a.Ask(t.Context(), u, others, ann); whyOf(t, err) != image.Withheld {
					t.Errorf("another's: got %v", err)
				}
			}
		})
	}
}

func TestKept(t *testing.T) {
	h := newHouse(t)
	tag := h.push(t, "a:1", of(t, "amd64", v1.Config{User: "1"}))
	a, c := asker(t, h.host)
	ask := func(reference, user string, gets, heads int32) {
		t.Helper()
		got, err := a.Ask(t.Context(), u, reference, nil)
		if err != nil || got.User != user || h.asked.Load() != gets || h.heads.Load() != heads {
			t.Errorf("got %q %v after %d GET and %d HEAD, want %q after %d and %d", got.User, err, h.asked.Load(), h.heads.Load(), user, gets, heads)
		}
	}
	ask(tag, "1", 1, 0)
	ask(tag, "1", 1, 0)
	c.pass(tagTime - 1)
	ask(tag, "1", 1, 0)
	c.pass(2)
	ask(tag, "1", 1, 1) // it is what it was
	c.pass(tagTime - 1)
	ask(tag, "1", 1, 1)
	h.push(t, "a:1", of(t, "amd64", v1.Config{User: "2"}))
	c.pass(2)
	ask(tag, "2", 2, 2) // it is not
	digest := h.push(t, "d:1", of(t, "amd64", v1.Config{User: "3"}))
	facts, err := a.Ask(t.Context(), u, digest, nil)
	if err != nil {
		t.Fatal(err)
	}
	byDigest := h.host + "/d@" + facts.Digest
	ask(byDigest, "3", 3, 2) // it is known already
	c.pass(digestTime - 1)
	ask(byDigest, "3", 3, 2)
	c.pass(2)
	ask(byDigest, "3", 4, 3)

	missing := h.host + "/late:1"
	if _, err := a.Ask(t.Context(), u, missing, nil); whyOf(t, err) != image.Missing {
		t.Fatal(err)
	}
	h.push(t, "late:1", of(t, "amd64", v1.Config{User: "4"}))
	if _, err := a.Ask(t.Context(), u, missing, nil); whyOf(t, err) != image.Missing {
		t.Errorf("it is asked for again at once: %v", err)
	}
	c.pass(missingTime + 1)
	ask(missing, "4", 6, 3)
}

// TestCountedLooks: of a registry that counts what is read no more is read than there may be, by one and by guests; that an image is
// there, and what is known by its digest, costs nothing.
func TestCountedLooks(t *testing.T) {
	h := newHouse(t)
	var refs []string
	for i := range looksOfAll.Burst + 5 {
		refs = append(refs, h.push(t, fmt.Sprintf("a:%d", i), of(t, "amd64", v1.Config{User: "1"})))
	}
	a, c := asker(t, h.host)
	a.counts = func(host string) bool { return host == h.host }
	ask := func(who image.Who, ref string) image.Why {
		_, err := a.Ask(t.Context(), who, ref, nil)
		c.pass(brokenTime + 1) // so that it is not what is kept that answers
		return whyOf(t, err)
	}
	if why := ask(u, h.host+"/none:1"); why != image.Missing || h.asked.Load() != 0 {
		t.Errorf("one that is not there: %s after %d GET", why, h.asked.Load())
	}
	for i := range looksOfOne.Burst {
		if why := ask(u, refs[i]); why != "" {
			t.Fatalf("look %d: %s", i, why)
		}
	}
	if _, err := a.Ask(t.Context(), u, refs[len(refs)-1], &manifest.Registry{Host: "ghcr.io", User: "u", Password: "p"}); whyOf(t, err) != image.Unasked {
		t.Errorf("with a password for another registry: %v", err)
	}
	c.pass(brokenTime + 1)
	if why := ask(u, refs[len(refs)-1]); why != image.Unasked || h.asked.Load() != int32(looksOfOne.Burst) {
		t.Errorf("one more: %s after %d GET", why, h.asked.Load())
	}
	same, err := remote.Get(mustRef(t, h, "a:0"))
	if err != nil {
		t.Fatal(err)
	}
	before := h.asked.Load()
	h.push(t, "b:1", same)
	if why := ask(u, h.host+"/a@"+same.Digest.String()); why != "" || h.asked.Load() != before {
		t.Errorf("one that is known: %s after %d GET", why, h.asked.Load()-before)
	}
	in := 0
	for i := range 2 * looksOfGuests.Burst {
		if ask(image.Who{Name: fmt.Sprint("guest", i), Guest: true}, refs[looksOfOne.Burst+i%25]) == "" && h.asked.Load() > before {
			in++
		}
		before = h.asked.Load()
	}
	if in > looksOfGuests.Burst || in < looksOfGuests.Burst-1 {
		t.Errorf("%d looks of guests", in)
	}
	if why := ask(image.Who{Name: "other"}, refs[len(refs)-2]); why != "" {
		t.Errorf("another user: %s", why)
	}
	c.pass(time.Hour)
	if why := ask(u, refs[len(refs)-1]); why != "" {
		t.Errorf("an hour later: %s", why)
	}
}

func mustRef(t *testing.T, h *house, path string) name.Reference {
	t.Helper()
	ref, err := name.ParseReference(h.host + "/" + path)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func TestRegistryAsksToWait(t *testing.T) {
	h := newHouse(t)
	known, other := h.push(t, "a:1", of(t, "amd64", v1.Config{User: "1"})), h.push(t, "b:1", of(t, "amd64", v1.Config{}))
	a, c := asker(t, h.host)
	if _, err := a.Ask(t.Context(), u, known, nil); err != nil {
		t.Fatal(err)
	}
	var calls atomic.Int32
	h.guardBy(func(w http.ResponseWriter, r *http.Request) bool {
		calls.Add(1)
		w.Header().Set("Retry-After", "300")
		w.WriteHeader(http.StatusTooManyRequests)
		return true
	})
	var f *image.Fault
	_, err := a.Ask(t.Context(), u, other, nil)
	if !errors.As(err, &f) || f.Why != image.Limited || f.Wait != 5*time.Minute {
		t.Fatalf("got %+v", f)
	}
	before := calls.Load()
	c.pass(tagTime + 1 - 6*time.Minute)
	if _, err = a.Ask(t.Context(), image.Who{Name: "other"}, other, nil); !errors.As(err, &f) || f.Why != image.Limited || f.Wait >= 5*time.Minute {
		t.Errorf("got %+v", f)
	}
	if calls.Load() != before {
		t.Error("it is asked although it has asked to wait")
	}
	h.guardBy(nil)
	c.pass(5 * time.Minute)
	if _, err := a.Ask(t.Context(), u, other, nil); err != nil {
		t.Error(err)
	}
}

// TestWhoHangsUp: who goes away before an answer has nothing kept, so that it is nobody's answer.
func TestWhoHangsUp(t *testing.T) {
	h := newHouse(t)
	ref := h.push(t, "a:1", of(t, "amd64", v1.Config{User: "1"}))
	a, _ := asker(t, h.host)
	ctx, cancel := context.WithCancel(t.Context())
	h.guardBy(func(w http.ResponseWriter, r *http.Request) bool {
		cancel()
		<-r.Context().Done()
		return true
	})
	if _, err := a.Ask(ctx, u, ref, nil); whyOf(t, err) != image.Unreachable {
		t.Errorf("got %v", err)
	}
	h.guardBy(nil)
	if _, err := a.Ask(t.Context(), u, ref, nil); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestGate(t *testing.T) {
	g := newGate(3, 2)
	var leave []func()
	for range 2 {
		l, err := g.enter(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, l)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.enter(over, "a"); err == nil {
		t.Error("one has more than it may have")
	}
	l, err := g.enter(t.Context(), "b")
	if err != nil {
		t.Fatal("another is kept out")
	}
	if _, err := g.enter(over, "c"); err == nil {
		t.Error("more are in than may be")
	}
	for _, f := range append(leave, l) {
		f()
	}
	if len(g.who) != 0 || len(g.slots) != 0 {
		t.Errorf("it keeps %v", g.who)
	}
}

func TestSameSite(t *testing.T) {
	for _, c := range []struct {
		registry, at string
		want         bool
	}{
		{"docker.io", "https://auth.docker.io/token", true}, {"docker.io", "https://index.docker.io/v2/", true}, {"registry.gitlab.com", "https://gitlab.com/jwt/auth", true}, {"ghcr.io", "https://ghcr.io/token", true},
		{"r.example.org:5000", "https://r.example.org:5000/token", true}, {"r.example.org:5000", "https://auth.example.org:5001/token", true}, {"10.0.0.1:5000", "http://10.0.0.1:5000/t", true},
		{"docker.io", "http://auth.docker.io/token", false}, {"ghcr.io", "https://ghcr.io.example.org/token", false}, {"a.github.io", "https://b.github.io/token", false}, {"a.co.uk", "https://b.co.uk/t", false},
		{"10.0.0.1:5000", "http://10.0.0.1:5001/t", false}, {"10.0.0.1:5000", "https://10.0.0.1/t", false}, {"8.8.8.8", "https://9.8.8.8/t", false}, {"localhost:5000", "http://localhost:5001/t", false},
	} {
		u, err := url.Parse(c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&guard{host: c.registry}).sameSite(u); got != c.want {
			t.Errorf("%s to %s: got %v", c.registry, c.at, got)
		}
	}
}

// TestLastKnown: while a registry does not answer, what was known last is told, and it is asked again.
func TestLastKnown(t *testing.T) {
	h := newHouse(t)
	ref := h.push(t, "a:1", of(t, "amd64", v1.Config{User: "1"}))
	a, c := asker(t, h.host)
	if _, err := a.Ask(t.Context(), u, ref, nil); err != nil {
		t.Fatal(err)
	}
	h.guardBy(func(w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(http.StatusBadGateway); return true })
	c.pass(tagTime + 1)
	for range 2 {
		if f, err := a.Ask(t.Context(), u, ref, nil); err != nil || f.User != "1" {
			t.Errorf("got %+v %v", f, err)
		}
	}
	h.push(t, "a:1", of(t, "amd64", v1.Config{User: "2"}))
	h.guardBy(nil)
	if f, err := a.Ask(t.Context(), u, ref, nil); err != nil || f.User != "2" {
		t.Errorf("got %+v %v", f, err)
	}
	if user, known := a.User(manifest.Service{Image: ref}); user != "2" || !known {
		t.Errorf("the user is %q, %t", user, known)
	}
	if mib := a.Size(manifest.Service{Image: ref}); mib != 1 {
		t.Errorf("the size is %d", mib)
	}
	if _, known := a.User(manifest.Service{Image: "ghcr.io/never/asked"}); known {
		t.Error("one that nobody has asked for is known")
	}
}

// TestNobodyThere: a registry that cannot be reached is not asked about each image of its anew, for a moment; one that answers badly
// about one image is asked about others.
func TestNobodyThere(t *testing.T) {
	h := newHouse(t)
	ref := h.push(t, "a:1", of(t, "amd64", v1.Config{}))
	h.guardBy(func(w http.ResponseWriter, r *http.Request) bool {
		if strings.Contains(r.URL.Path, "/bad/") {
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	})
	a, c := asker(t, h.host)
	if _, err := a.Ask(t.Context(), u, h.host+"/bad/x:1", nil); whyOf(t, err) != image.Unreachable {
		t.Errorf("got %v", err)
	}
	if _, err := a.Ask(t.Context(), u, ref, nil); err != nil {
		t.Errorf("another one of its: %v", err)
	}
	away := watched(a)
	for i := range 5 {
		if _, err := a.Ask(t.Context(), u, fmt.Sprintf("%s/b:%d", h.host, i), nil); whyOf(t, err) != image.Unreachable && i > 0 {
			t.Errorf("got %v", err)
		}
		a.inner.CloseIdleConnections()
	}
	tried := len(away())
	c.pass(brokenTime + 1)
	if _, err := a.Ask(t.Context(), u, h.host+"/c:1", nil); whyOf(t, err) != image.Unreachable || len(away()) == tried {
		t.Errorf("later: %v, connected %d times, %d before", err, len(away()), tried)
	}
	if tried > 4 {
		t.Errorf("connected %d times", tried)
	}
}
