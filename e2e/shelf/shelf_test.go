package shelf

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"berth/assets/templates"
	"berth/bff/recommend"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/wire"
	"berth/ui/text"
)

var update = flag.Bool("update", false, "write the list in docs/catalogue.md anew")

// least is how many services of others the catalogue has at least.
const least = 42

func all(t *testing.T) []wire.Template {
	t.Helper()
	list, err := recommend.Templates(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// values are what the page's form would send: what is made up, the defaults, and v for what the user has to say.
func values(tpl wire.Template, v string) map[string]string {
	out := map[string]string{}
	for _, p := range tpl.Params {
		switch {
		case p.Generate != nil:
			out[p.Key] = strings.Repeat("a", p.Generate.Length)
		case p.Fill != nil && p.Fill.As == "host":
			out[p.Key] = p.Fill.Service + "-7.node.example"
		case p.Fill != nil:
			out[p.Key] = "https://" + p.Fill.Service + "-7.node.example"
		case len(p.Options) > 0 && p.Default == "":
			out[p.Key] = p.Options[0]
		case p.Default != "" || !p.Required:
			out[p.Key] = p.Default
		default:
			out[p.Key] = v[:min(len(v), p.Max)]
		}
	}
	return out
}

func parse(tpl wire.Template, values map[string]string) (manifest.Manifest, error) {
	text, err := json.Marshal(wire.TemplateManifest{Template: tpl.ID, Compose: tpl.Compose, Values: values})
	if err != nil {
		return manifest.Manifest{}, err
	}
	m, err := formats.Parse("template", string(text))
	var refused *manifest.Refusal
	if errors.As(err, &refused) {
		return m, fmt.Errorf("%+v", refused.Flaws)
	}
	return m, err
}

var port = regexp.MustCompile(`^services\.[a-z-]+\.(ports|expose)(\[\d+\])?$`)

var variable = regexp.MustCompile(`\$\$|\$\{([A-Z][A-Z0-9_]*)`)

// TestTemplates: each template is read by the gateway with what the page's form sends, without a flaw and without anything that makes no
// difference, and fits into each of its bundles.
func TestTemplates(t *testing.T) {
	list, others := all(t), 0
	for _, tpl := range list {
		if tpl.Category != "demo" {
			others++
		}
		t.Run(tpl.ID, func(t *testing.T) {
			m, err := parse(tpl, values(tpl, "user@example.com"))
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range m.Ignored {
				// That a database's port has no address of the web is no flaw of the template's.
				if !port.MatchString(n.Path) {
					t.Errorf("makes no difference: %+v", n)
				}
			}
			if m.Template != tpl.ID {
				t.Errorf("it is known as %q", m.Template)
			}
			for _, b := range tpl.Bundles {
				if err := m.Fit(b.Resources); err != nil {
					t.Errorf("%s: %v", b.Size, err)
				}
			}
			variables(t, tpl, m)
			ports(t, tpl, m)
			images(t, m)
			secrets(t, tpl)
		})
	}
	if others < least {
		t.Errorf("%d services, want %d at least", others, least)
	}
}

// variables: those of the text are those of the form, and the gateway takes for secret what the form does.
func variables(t *testing.T, tpl wire.Template, m manifest.Manifest) {
	t.Helper()
	for _, v := range m.Variables {
		i := slices.IndexFunc(tpl.Params, func(p wire.Param) bool { return p.Key == v.Name })
		if i < 0 || !v.Given || v.Secret != tpl.Params[i].Secret {
			t.Errorf("the gateway finds %+v", v)
		}
	}
	used := map[string]bool{}
	for _, v := range variable.FindAllStringSubmatch(tpl.Compose, -1) {
		if used[v[1]] = true; v[1] != "" && !slices.ContainsFunc(tpl.Params, func(p wire.Param) bool { return p.Key == v[1] }) {
			t.Errorf("nobody is asked for %s", v[1])
		}
	}
	for _, p := range tpl.Params {
		if !used[p.Key] {
			t.Errorf("%s is asked for and not used", p.Key)
		}
	}
}

// ports: those that the page tells of are those at which the services are reached, and each address of the web is told of.
func ports(t *testing.T, tpl wire.Template, m manifest.Manifest) {
	t.Helper()
	if len(tpl.Ports) == 0 {
		t.Error("nothing of it can be reached")
	}
	told := map[string]int{}
	for _, p := range tpl.Ports {
		i := slices.IndexFunc(m.Services, func(s manifest.Service) bool { return s.Name == p.Service })
		switch {
		case i < 0:
			t.Errorf("there is no service %s", p.Service)
		case p.Speaks == "http" && m.Services[i].Port != p.Port:
			t.Errorf("%s serves the web at port %d, not %d", p.Service, m.Services[i].Port, p.Port)
		case p.Speaks == "http":
			told[p.Service] = p.Port
		case m.Services[i].Port == p.Port:
			t.Errorf("%s: port %d is taken for one of the web", p.Service, p.Port)
		case !slices.Contains(m.Services[i].TCP(), p.Port):
			t.Errorf("%s has no port %d: %v", p.Service, p.Port, m.Services[i].TCP())
		}
	}
	for _, p := range tpl.Params {
		if p.Fill != nil && told[p.Fill.Service] == 0 {
			t.Errorf("%s is filled with the address of %s, which has none", p.Key, p.Fill.Service)
		}
	}
	for _, s := range m.Services {
		if s.Port > 0 && told[s.Name] == 0 {
			t.Errorf("%s has an address of the web, and that is not told", s.Name)
		}
	}
}

// known are the port at which an image serves and the folder in which it keeps what must last, as its documentation has them.
var known = map[string]struct {
	port   int
	folder string
}{
	"postgres": {5432, "/var/lib/postgresql/data"}, "mysql": {3306, "/var/lib/mysql"}, "mariadb": {3306, "/var/lib/mysql"}, "mongo": {27017, "/data/db"},
	"redis": {6379, "/data"}, "valkey/valkey": {6379, "/data"}, "memcached": {11211, ""}, "couchdb": {5984, "/opt/couchdb/data"},
	"neo4j": {7474, "/data"}, "clickhouse/clickhouse-server": {8123, "/var/lib/clickhouse"}, "influxdb": {8086, "/var/lib/influxdb2"},
	"getmeili/meilisearch": {7700, "/meili_data"}, "elasticsearch": {9200, "/usr/share/elasticsearch/data"}, "qdrant/qdrant": {6333, "/qdrant/storage"},
	"phpmyadmin": {80, ""}, "adminer": {8080, ""}, "dpage/pgadmin4": {80, "/var/lib/pgadmin"}, "rabbitmq": {15672, "/var/lib/rabbitmq"},
	"eclipse-mosquitto": {1883, "/mosquitto/data"}, "wordpress": {80, "/var/www/html"}, "ghost": {2368, "/var/lib/ghost/content"}, "joomla": {80, "/var/www/html"},
	"directus/directus": {8055, "/directus/database"}, "ghcr.io/requarks/wiki": {3000, ""}, "nextcloud": {80, "/var/www/html"}, "matomo": {80, "/var/www/html"},
	"mattermost/mattermost-team-edition": {8065, "/mattermost/data"}, "odoo": {8069, "/var/lib/odoo"}, "redmine": {3000, "/usr/src/redmine/files"},
	"vaultwarden/server": {80, "/data"}, "minio/minio": {9001, "/data"}, "gitea/gitea": {3000, "/var/lib/gitea"}, "codercom/code-server": {8080, "/home/coder"},
	"jenkins/jenkins": {8080, "/var/jenkins_home"}, "quay.io/jupyter/scipy-notebook": {8888, "/home/jovyan/work"}, "metabase/metabase": {3000, ""},
	"n8nio/n8n": {5678, "/home/node/.n8n"}, "nodered/node-red": {1880, "/data"}, "grafana/grafana": {3000, "/var/lib/grafana"}, "prom/prometheus": {9090, "/prometheus"},
	"louislam/uptime-kuma": {3001, "/app/data"}, "ollama/ollama": {11434, "/root/.ollama"}, "ghcr.io/open-webui/open-webui": {8080, "/app/backend/data"},
	"itzg/minecraft-server": {25565, "/data"}, "nginx": {80, "/usr/share/nginx/html"}, "httpd": {80, "/usr/local/apache2/htdocs"},
}

// images: what is known of them is so.
func images(t *testing.T, m manifest.Manifest) {
	t.Helper()
	for _, s := range m.Services {
		name, _, _ := strings.Cut(s.Image, ":")
		want, ok := known[name]
		if !ok {
			continue
		}
		if s.Port != want.port && !slices.Contains(s.TCP(), want.port) {
			t.Errorf("%s: %s serves at port %d", s.Name, name, want.port)
		}
		if want.folder != "" && !slices.ContainsFunc(s.Mounts, func(x manifest.Mount) bool { return x.Path == want.folder }) {
			t.Errorf("%s: %s keeps its data in %s, where no disk is", s.Name, name, want.folder)
		}
	}
}

// secrets: what is secret does not come out of the gateway again.
func secrets(t *testing.T, tpl wire.Template) {
	t.Helper()
	const word = "hunter22hunter22hunter22hunter22"
	with := values(tpl, "user@example.com")
	for _, p := range tpl.Params {
		if p.Secret {
			with[p.Key] = word[:min(len(word), p.Max)]
		}
	}
	m, err := parse(tpl, with)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "hunter") {
		t.Errorf("a secret can be read in what is shown: %s", b)
	}
}

// TestCategories: the page has a name for each kind of services, in the same order.
func TestCategories(t *testing.T) {
	var named []string
	for _, c := range text.Categories {
		named = append(named, c.Key)
	}
	if !slices.Equal(named, recommend.Categories[:]) {
		t.Errorf("named are %v, there are %v", named, recommend.Categories)
	}
	for _, tpl := range all(t) {
		if !slices.Contains(named, tpl.Category) {
			t.Errorf("%s: %s has no name", tpl.ID, tpl.Category)
		}
	}
}

// TestOddValues: what people type goes to the service as it is, whatever it means in YAML or to a shell.
func TestOddValues(t *testing.T) {
	for _, odd := range []string{"null", "true", "1e3", "a: b # c", `"'`, "$HOME ${X} $$", "- x", "{{a}}", "~", "老船 ⛵"} {
		for _, tpl := range all(t) {
			with := values(tpl, "user@example.com")
			free := map[string]bool{}
			for _, p := range tpl.Params {
				if len(p.Options) == 0 && p.Generate == nil && p.Fill == nil && len(odd) <= p.Max {
					with[p.Key], free[p.Key] = odd, true
				}
			}
			m, err := parse(tpl, with)
			if err != nil {
				t.Errorf("%s with %q: %v", tpl.ID, odd, err)
				continue
			}
			for _, s := range m.Services {
				for name, value := range s.Env {
					if alone := regexp.MustCompile(`(?m)^\s*` + name + `: "\$\{([A-Z0-9_]+)\}"$`).FindStringSubmatch(tpl.Compose); alone != nil && free[alone[1]] && value != odd {
						t.Errorf("%s: %s is %q, want %q", tpl.ID, name, value, odd)
					}
				}
			}
		}
	}
}

const (
	guide = "../../docs/catalogue.md"
	begin = "<!-- the list: go test ./e2e/shelf -update -->\n"
)

// TestGuide: the documentation lists what there is.
func TestGuide(t *testing.T) {
	b, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	head, list, ok := strings.Cut(string(b), begin)
	if !ok {
		t.Fatalf("%s has no place for the list", guide)
	}
	want := table(t)
	if *update {
		if err := os.WriteFile(guide, []byte(head+begin+want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if list != want {
		t.Errorf("%s does not list what there is: go test ./e2e/shelf -update", guide)
	}
}

func table(t *testing.T) string {
	var b strings.Builder
	b.WriteString("\n| service | category | images | runs | reached at | S | figures of S from |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, tpl := range all(t) {
		name, runs := tpl.Name["en"], "plain"
		if tpl.Homepage != "" {
			name = "[" + name + "](" + tpl.Homepage + ")"
		}
		if tpl.Root {
			runs = "rooted"
		}
		var ports []string
		for _, p := range tpl.Ports {
			ports = append(ports, fmt.Sprintf("%s %s %d", p.Service, p.Speaks, p.Port))
		}
		s, from := tpl.Bundles[0], tpl.Bundles[0].Source.Kind
		if s.Source.URL != "" {
			from = "[" + from + "](" + s.Source.URL + ")"
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` | %s | %s | %d m, %d MiB, %d MiB disk | %s |\n", name, tpl.Category, strings.Join(tpl.Images, "` `"), runs,
			strings.Join(ports, ", "), s.Resources.CPUMilli, s.Resources.MemoryMiB, s.Resources.DiskMiB, from)
	}
	return b.String()
}
