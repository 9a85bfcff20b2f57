package helm

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/chartutil"
	"sigs.k8s.io/yaml"
)

// TestRefused: wrong values are refused before anything is made, and it is said which and why.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		space string
		over  string // YAML, over the case acme
		want  string
	}{
		{"another namespace", "default", "{}", "remedy: --namespace berth-gateway"},
		{"a runtime class that ends its text", space, `{rbac: {sandboxes: ["x'] + ['runc"]}}`, "/rbac/sandboxes/0"},
		{"pods by the API server without the right", space, `{settings: {reach-pods: api}}`, "rbac.forward: true"},
		{"no runtime class", space, `{rbac: {sandboxes: []}}`, "/rbac/sandboxes"},
		{"no node", space, `{node: ""}`, "/node"},
		{"a short address", space, `{node: "0xaa"}`, "/node"},
		{"a URL for a domain", space, `{domain: "https://n1.example.org"}`, "/domain"},
		{"an address for a domain", space, `{domain: "localhost"}`, "/domain"},
		{"no addresses", space, `{addresses: ""}`, "/addresses"},
		{"a path for addresses", space, `{addresses: "addresses.json"}`, "/addresses"},
		{"no prices", space, `{prices: []}`, "/prices"},
		{"prices without a token", space, `{prices: ["core-hour=1"]}`, "/prices/0"},
		{"two tokens in one price", space, `{prices: ["A:core-hour=1;B:core-hour=1"]}`, "/prices/0"},
		{"a price as a text", space, `{prices: "A:core-hour=1"}`, "/prices"},
		{"a misspelt value", space, `{prics: []}`, "prics"},
		{"a misspelt one below", space, `{tls: {aggree: true}}`, "aggree"},
		{"a text for a switch", space, `{ssh: {enabled: "yes"}}`, "/ssh/enabled"},
		{"a port of none", space, `{ssh: {port: 70000}}`, "/ssh/port"},
		{"another way to a certificate", space, `{tls: {mode: https}}`, "/tls/mode"},
		{"a registry of another scheme", space, `{rpc: {url: "ftp://x"}}`, "/rpc/url"},
		{"one of several endpoints of another scheme", space, `{rpc: {url: "https://a.example,ftp://x"}}`, "/rpc/url"},
		{"a service of no kind", space, `{service: {type: ExternalName}}`, "/service/type"},
		{"a size without a unit", space, `{persistence: {size: "10"}}`, "/persistence/size"},
		{"a bad digest", space, `{image: {digest: "sha256:aa"}}`, "/image/digest"},
		{"a flag with its dashes", space, `{settings: {--probation: 1m}}`, "--probation"},
		{"a setting with parts", space, `{settings: {probation: {a: 1}}}`, "/settings/probation"},
		{"a network that is none", space, `{networkPolicy: {closed: ["10.0.0.0"]}}`, "/networkPolicy/closed/0"},
		{"a setting of the chart's", space, `{settings: {node: "0x00000000000000000000000000000000000000bb"}}`, "settings.node: the chart sets it"},
		{"no chain", space, `{rpc: {url: ""}}`, "rpc: needs url"},
		{"two chains", space, `{rpc: {secret: chain}}`, "has both url and secret"},
		{"no word on the terms", space, `{tls: {agree: false}}`, "tls.agree"},
		{"DNS without its secret", space, `{tls: {dns: {provider: cloudflare}}}`, "tls.dns.secret"},
		{"a certificate from nowhere", space, `{tls: {mode: secret}}`, "tls.secret"},
		{"a proxy that is nobody", space, `{tls: {mode: proxy}}`, "tls.proxies"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var over map[string]any
			if err := yaml.Unmarshal([]byte(c.over), &over); err != nil {
				t.Fatal(err)
			}
			rel, err := render(t, gateway, c.space, chartutil.MergeTables(over, values(t, gateway, "acme")))
			if err == nil {
				t.Fatalf("it is taken:\n%s", rel.Manifest)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, want %q", err, c.want)
			}
		})
	}
}

// TestPlatformRefused: the same for the platform.
func TestPlatformRefused(t *testing.T) {
	for _, c := range []struct{ name, over, want string }{
		{"no URL", `{publicURL: ""}`, "/publicURL"},
		{"a URL with a path", `{publicURL: "https://berth.example.org/app"}`, "/publicURL"},
		{"no encryption behind a proxy", `{publicURL: "http://berth.example.org"}`, "publicURL: must be https://"},
		{"replicas that share nothing", `{mongodb: {secret: ""}}`, "mongodb.secret: more than one replica"},
		{"no replica", `{replicas: 0}`, "/replicas"},
		{"half a replica", `{replicas: 1.5}`, "/replicas"},
		{"no addresses", `{addresses: ""}`, "/addresses"},
		{"no chain", `{rpc: {url: ""}}`, "rpc: needs url"},
		{"two chains", `{rpc: {secret: chain}}`, "has both url and secret"},
		{"a proxy that is nobody", `{tls: {proxies: []}}`, "tls.proxies"},
		{"a proxy by its name", `{tls: {proxies: [nginx]}}`, "/tls/proxies/0"},
		{"a certificate from nowhere", `{tls: {mode: secret}}`, "tls.secret"},
		{"an ingress before its own certificate", `{tls: {mode: secret, secret: cert}, ingress: {enabled: true}}`, "ingress.enabled"},
		{"a misspelt value", `{replica: 2}`, "replica"},
		{"a misspelt one below", `{mongodb: {uri: x}}`, "uri"},
		{"a setting of the chart's", `{settings: {mongodb-uri: "mongodb://x"}}`, "settings.mongodb-uri: the chart sets it"},
		{"a setting with parts", `{settings: {poll: {a: 1}}}`, "/settings/poll"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var over map[string]any
			if err := yaml.Unmarshal([]byte(c.over), &over); err != nil {
				t.Fatal(err)
			}
			rel, err := render(t, platform, platform.space, chartutil.MergeTables(over, values(t, platform, "proxy")))
			if err == nil {
				t.Fatalf("it is taken:\n%s", rel.Manifest)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, want %q", err, c.want)
			}
		})
	}
}

// schema is what is read of a JSON schema.
type schema struct {
	Description string
	Properties  map[string]schema
}

// TestDocumented: each value stands in values.yaml, where the comments are, and in the schema with a word on it.
func TestDocumented(t *testing.T) {
	for _, s := range subjects {
		t.Run(s.dir, func(t *testing.T) { documented(t, s) })
	}
}

func documented(t *testing.T, of subject) {
	raw, err := os.ReadFile(filepath.Join(of.dir, "values.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	seen := 0
	var compare func(path string, s schema, v map[string]any)
	compare = func(path string, s schema, v map[string]any) {
		for name, p := range s.Properties {
			at := path + "." + name
			if at == ".global" { // Helm's own
				continue
			}
			seen++
			if p.Description == "" && !strings.HasPrefix(at, ".service.nodePorts.") {
				t.Errorf("the schema says nothing on %s", at)
			}
			value, ok := v[name]
			if !ok {
				t.Errorf("values.yaml lacks %s", at)
			}
			if below, ok := value.(map[string]any); ok && len(p.Properties) > 0 {
				compare(at, p, below)
			}
		}
		for name := range v {
			if _, ok := s.Properties[name]; !ok {
				t.Errorf("the schema lacks %s.%s", path, name)
			}
		}
	}
	compare("", s, load(t, of).Values)
	if seen < 60 {
		t.Errorf("%d values", seen)
	}
}

// variable is one of a program's settings, as its help names it.
var variable = regexp.MustCompile(`\$(BERTH_[A-Z0-9_]+)`)

// TestSettingsKnown: the variables that a chart sets are settings of its program's, which would not complain of others.
func TestSettingsKnown(t *testing.T) {
	for _, c := range []struct {
		of      subject
		program string
		help    []string
		least   int
		has     []string
	}{
		{gateway, "./gateway/main", []string{"run", "--help"}, 20, []string{"BERTH_RPC", "BERTH_TLS_DNS_KEY_NAME"}},
		{platform, "./bff/main", []string{"--help"}, 10, []string{"BERTH_RPC", "BERTH_MONGODB_URI", "BERTH_SITE"}},
	} {
		t.Run(c.of.dir, func(t *testing.T) {
			var known []string
			cmd := exec.Command("go", append([]string{"run", c.program}, c.help...)...)
			cmd.Dir = filepath.Join("..", "..")
			help, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, help)
			}
			for _, m := range variable.FindAllStringSubmatch(string(help), -1) {
				known = append(known, m[1])
			}
			set := map[string]bool{}
			for _, name := range c.of.cases {
				v := values(t, c.of, name)
				delete(v, "settings") // the operator's own
				rel, err := render(t, c.of, c.of.space, v)
				if err != nil {
					t.Fatal(err)
				}
				for _, m := range regexp.MustCompile(`(?m)^\s+(?:- name: )?(BERTH_[A-Z0-9_]+)(?::|$)`).FindAllStringSubmatch(rel.Manifest, -1) {
					set[m[1]] = true
				}
			}
			for _, name := range c.has {
				if !set[name] || len(set) < c.least {
					t.Errorf("the chart sets %v", set)
				}
			}
			for name := range set {
				if !slices.Contains(known, name) {
					t.Errorf("the chart sets %s, which the program does not know", name)
				}
			}
		})
	}
}
