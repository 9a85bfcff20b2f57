package edge

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	memory "github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"berth/gateway/reach"
	"berth/gateway/registry"
	"berth/shared/problem"
	"berth/shared/wire"
)

// TestRegistryAccess: a registry that gives its images to who logs in is asked with what the file has for it, before there is an order
// and after; what it does not take is told at the password's place, with the service that has it, and is repeated nowhere.
func TestRegistryAccess(t *testing.T) {
	const right, wrong = "hunter-right", "hunter-wrong"
	inside := memory.New(memory.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "ann" || password != right {
			w.Header().Set("WWW-Authenticate", `Basic realm="images"`)
			http.Error(w, `{"errors":[{"code":"UNAUTHORIZED"}]}`, http.StatusUnauthorized)
			return
		}
		inside.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	at := strings.TrimPrefix(server.URL, "http://")
	picture, err := random.Image(3<<20, 2)
	if err != nil {
		t.Fatal(err)
	}
	ref, err := name.ParseReference(at + "/shop/web:1")
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(ref, picture, remote.WithAuth(&authn.Basic{Username: "ann", Password: right})); err != nil {
		t.Fatal(err)
	}
	named, err := reach.NewRegistries([]string{at}, nil)
	if err != nil {
		t.Fatal(err)
	}
	asker, err := registry.New(registry.Config{Registries: named, Platforms: func() []string { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { asker.Close() })
	e := newEdge(t, func(c *Config) { c.Images = asker })
	files := map[string]struct{ text, path string }{
		"compose": {"services:\n  web:\n    image: REG/shop/web:1\n    x-berth-registry:\n      host: REG\n      username: ann\n      password: SECRET\n", "services.web.x-berth-registry.password"},
		"sdl": {"version: '2.0'\nservices:\n  web:\n    image: REG/shop/web:1\n    credentials: {host: REG, username: ann, password: SECRET}\n    expose: [{port: 80, to: [{global: true}]}]\n" +
			"profiles:\n  compute: {web: {resources: {cpu: {units: 0.1}, memory: {size: 64Mi}, storage: {size: 64Mi}}}}\n  placement: {here: {pricing: {web: {denom: uakt, amount: 1}}}}\ndeployment: {web: {here: {profile: web, count: 1}}}\n", "services.web.credentials.password"},
		"kubernetes": {"apiVersion: v1\nkind: Secret\nmetadata: {name: access}\ntype: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '{\"auths\": {\"REG\": {\"username\": \"ann\", \"password\": \"SECRET\"}}}'\n---\n" +
			"apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  imagePullSecrets: [{name: access}]\n  containers: [{name: web, image: 'REG/shop/web:1'}]\n", "Secret/access.stringData..dockerconfigjson"},
	}
	check := func(path, format, text string) wire.ManifestCheck {
		t.Helper()
		body, err := json.Marshal(wire.CheckRequest{Format: format, Manifest: text})
		if err != nil {
			t.Fatal(err)
		}
		w := ask(e, "POST", host, path, string(body), "Authorization", "Bearer good")
		var a wire.ManifestCheck
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil {
			t.Fatalf("%s: got %d %s", path, w.Code, w.Body)
		}
		if s := w.Body.String(); strings.Contains(s, "hunter") {
			t.Errorf("%s: the answer has the password: %s", path, s)
		}
		return a
	}
	fill := func(text, secret string) string {
		return strings.NewReplacer("REG", at, "SECRET", secret).Replace(text)
	}
	for _, path := range []string{"/v1/check", "/v1/orders/1/deployment/check"} {
		for format, f := range files {
			a := check(path, format, fill(f.text, wrong))
			if len(a.Problems) != 1 || a.OK {
				t.Errorf("%s, %s: a wrong password: %+v", path, format, a.Problems)
				continue
			}
			if p := a.Problems[0]; p.Code != problem.NoImage || p.Path != f.path || p.Line == 0 ||
				p.Text != at+" refuses the user and password that web has for it; check them, or use a token that may read images" {
				t.Errorf("%s, %s: a wrong password: %+v", path, format, p)
			}
			a = check(path, format, fill(f.text, right))
			if len(a.Problems) > 0 || len(a.Services) != 1 || a.Services[0].Facts == nil || a.Services[0].Facts.SizeMiB != 7 && a.Services[0].Facts.SizeMiB != 6 {
				t.Errorf("%s, %s: the right one: %+v %+v", path, format, a.Problems, a.Services)
			}
		}
		a := check(path, "compose", fill("services: {web: {image: 'REG/shop/web:1'}}", ""))
		if len(a.Problems) != 1 || a.Problems[0].Path != "services.web.image" || !strings.Contains(a.Problems[0].Text, "needs a user and password in the file") {
			t.Errorf("%s: none: %+v", path, a.Problems)
		}
	}
}
