package capacity

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"berth/shared/eth"
)

func post(t *testing.T, to string, body any) (int, []byte) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(to, "application/json", bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, b
}

func TestProver(t *testing.T) {
	p := NewProver(t.TempDir())
	defer p.Close()
	srv := httptest.NewServer(p)
	defer srv.Close()
	ask := Ask{Params: Params{Seed: random(), Lanes: 2, Blocks: 400}, Disk: true}
	status, body := post(t, srv.URL+"/tables/a", ask)
	var root eth.Hash
	kept := false
	for line := range strings.Lines(string(body)) {
		var l Line
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.Error != "" {
			t.Fatalf("%v %s", err, line)
		}
		if !l.Root.IsZero() {
			root = l.Root
		}
		kept = kept || l.Kept
	}
	if status != 200 || root.IsZero() || !kept {
		t.Fatalf("%d %s", status, body)
	}
	if _, body = post(t, srv.URL+"/tables/a/copy", nil); !strings.Contains(string(body), `"kept":true`) {
		t.Errorf("copy: %s", body)
	}
	samples := Samples(ask.Params, root, random(), 64)
	_, body = post(t, srv.URL+"/tables/a/open", OpenAsk{samples})
	var list []Opening
	if err := json.Unmarshal(body, &list); err != nil {
		t.Fatal(err)
	}
	if err := Verify(ask.Params, root, samples, list); err != nil {
		t.Error(err)
	}
	t.Logf("64 openings are %d bytes of JSON", len(body))

	// Bytes there and back.
	key := random()
	sent := bytes.Repeat([]byte("x"), 100_000)
	res, err := http.Post(fmt.Sprintf("%s/bytes?key=%s", srv.URL, key), "application/octet-stream", bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	var digest eth.Hash
	if err := json.NewDecoder(res.Body).Decode(&digest); err != nil || digest != sha256.Sum256(append(key[:], sent...)) {
		t.Errorf("the digest of what was sent is %s, %v", digest, err)
	}
	res.Body.Close()
	if res, err = http.Get(fmt.Sprintf("%s/bytes?key=%s&bytes=100000", srv.URL, key)); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(res.Body)
	res.Body.Close()
	want, _ := io.ReadAll(io.LimitReader(Noise(key), 100_000))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes are not the key's, %v", len(got), err)
	}

	// What it refuses.
	for name, c := range map[string]struct {
		path string
		body any
		want int
	}{
		"twice":       {"/tables/a", ask, 409},
		"none":        {"/tables/b/open", OpenAsk{samples}, 404},
		"no table":    {"/tables/c", Ask{}, 422},
		"no block":    {"/tables/a/open", OpenAsk{[]int{0}}, 422},
		"too many":    {"/tables/a/open", OpenAsk{make([]int, MaxOpenings+1)}, 422},
		"not JSON":    {"/tables/d", "what", 400},
		"a long name": {"/tables/" + strings.Repeat("x", 50), ask, 409},
	} {
		if status, b := post(t, srv.URL+c.path, c.body); status != c.want {
			t.Errorf("%s: %d %s", name, status, b)
		}
	}
}
