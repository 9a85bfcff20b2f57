package build

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/bundle"
	"berth/shared/problem"
	"berth/shared/resource"
)

// kind is what became of a file: its manifest and the flaws for which it is refused, one line each as "path: text".
type kind struct {
	t      *testing.T
	m      manifest.Manifest
	flaws  []string
	ignore []string
}

// plan is what it comes to in an order of so much.
func (k kind) plan(disk uint32) Plan {
	return New(Realm{}, cluster.Workload{Order: 1, Manifest: k.m, Resources: resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: disk}})
}

func (k kind) service(name string) manifest.Service {
	k.t.Helper()
	i := slices.IndexFunc(k.m.Services, func(s manifest.Service) bool { return s.Name == name })
	if i < 0 {
		k.t.Fatalf("no service %s: %v", name, k.flaws)
	}
	return k.m.Services[i]
}

func has(lines []string, parts ...string) bool {
	return slices.ContainsFunc(lines, func(l string) bool {
		return !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(l, p) })
	})
}

// accepted wants no flaws, and notes with these texts.
func accepted(notes ...string) func(kind) {
	return func(k kind) {
		k.t.Helper()
		if len(k.flaws) > 0 {
			k.t.Errorf("refused: %q", k.flaws)
		}
		for _, n := range notes {
			if !has(k.ignore, n) {
				k.t.Errorf("no note with %q: %q", n, k.ignore)
			}
		}
	}
}

// refused wants just these flaws, in this order: each is a part of a path, and what the text has in it.
func refused(flaws ...[2]string) func(kind) {
	return func(k kind) {
		k.t.Helper()
		ok := len(k.flaws) == len(flaws)
		for i := 0; ok && i < len(flaws); i++ {
			path, text, _ := strings.Cut(k.flaws[i], ": ")
			ok = strings.Contains(path, flaws[i][0]) && strings.Contains(text, flaws[i][1])
		}
		if !ok {
			k.t.Errorf("got %q, want %q", k.flaws, flaws)
		}
	}
}

// reached wants a name without an address of its own, which leads to every port of a service's pods, listed or not.
func reached(name string) func(kind) {
	return func(k kind) {
		k.t.Helper()
		accepted()(k)
		if s := Service(k.plan(8192), k.service(name), name); s.Spec.ClusterIP != corev1.ClusterIPNone || s.Spec.Selector[LabelService] != name {
			k.t.Errorf("%s: %+v", name, s.Spec)
		}
	}
}

// writes wants so much room on the disk for what a service writes outside of its volumes, and as much for a volume, of an order of 26000 MiB.
func writes(service string, own uint32, volume string, size uint32) func(kind) {
	return func(k kind) {
		k.t.Helper()
		accepted()(k)
		p := k.plan(26000)
		i := slices.IndexFunc(k.m.Services, func(s manifest.Service) bool { return s.Name == service })
		if i < 0 || p.Share(i).DiskMiB != own {
			k.t.Errorf("%s may write %d MiB, want %d", service, p.Share(max(i, 0)).DiskMiB, own)
		}
		if volume != "" {
			if got, want := p.Size(volume), fmt.Sprintf("%dMi", size); got.String() != want && got.Value() != int64(size)<<20 {
				k.t.Errorf("%s has %s, want %s", volume, got.String(), want)
			}
		}
	}
}

// short wants that it fits into an order with 64 MiB of disk in no way, and says by how much.
func short(wanted string) func(kind) {
	return func(k kind) {
		k.t.Helper()
		accepted()(k)
		var p *problem.Problem
		err := k.m.Fit(resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: 64})
		if !errors.As(err, &p) || p.Code != problem.DoesNotFit || p.Figures["dimension"] != "diskMiB" || p.Figures["wanted"] != wanted || p.Figures["free"] != "64" {
			k.t.Errorf("got %v %+v", err, p)
		}
	}
}

// asks wants a readiness check with these times, in seconds.
func asks(every, timeout, failures int32) func(kind) {
	return func(k kind) {
		k.t.Helper()
		accepted()(k)
		p := readiness(k.service("web"))
		if p == nil || p.Exec == nil && p.HTTPGet == nil && p.TCPSocket == nil || p.PeriodSeconds != every || p.TimeoutSeconds != timeout || p.FailureThreshold != failures {
			k.t.Errorf("got %+v", p)
		}
	}
}

// runs wants this program with these arguments.
func runs(command, args []string) func(kind) {
	return func(k kind) {
		k.t.Helper()
		accepted()(k)
		if s := k.service("web"); !slices.Equal(s.Command, command) || !slices.Equal(s.Args, args) {
			k.t.Errorf("%q %q", s.Command, s.Args)
		}
	}
}

func all(wants ...func(kind)) func(kind) {
	return func(k kind) {
		k.t.Helper()
		for _, w := range wants {
			w(k)
		}
	}
}

// env wants a variable's value.
func env(name, value string) func(kind) {
	return func(k kind) {
		k.t.Helper()
		if got := k.service("web").Env[name]; got != value {
			k.t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
}

// sdlOf is an SDL file with a service of these storages.
func sdlOf(params, storage string) string {
	return `version: "2.0"
services:
  app:
    image: example/app:1
    expose: [{port: 8000, as: 80, to: [{global: true}]}]
` + params + `profiles:
  compute:
    app: {resources: {cpu: {units: 1}, memory: {size: 2Gi}, storage: ` + storage + `}}
  placement: {here: {pricing: {app: {denom: uakt, amount: 100}}}}
deployment: {app: {here: {profile: app, count: 1}}}
`
}

const pod = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n"

const noTemplate = "this is a template; render it first, such as with helm template"

// TestKinds has files of the kinds that people stumbled over elsewhere, several of each, and what has to become of them.
func TestKinds(t *testing.T) {
	const compose, kubernetes, sdl = "compose", "kubernetes", "sdl"
	for _, c := range []struct {
		kind, format, text string
		want               func(kind)
	}{
		{"a name without ports", compose, "services:\n  shop: {image: example/shop:1, ports: ['8080:80'], environment: {DB_HOST: store}}\n  store: {image: example/mysql:8, volumes: [store-data:/var/lib/mysql]}\nvolumes: {store-data: }\n", reached("store")},
		{"a name without ports", compose, "services: {web: {image: a}, cache: {image: redis}}", reached("cache")},
		{"a name without ports", compose, "services: {web: {image: a, ports: ['80']}, db: {image: postgres, expose: ['5432']}}", reached("db")},
		{"a name without ports", compose, "services: {web: {image: a, depends_on: [q]}, q: {image: nats, network_mode: bridge, ports: ['4222:4222', '8222:8222']}}", reached("q")},
		{"a name without ports", sdl, strings.Replace(sdlOf("", "{size: 1Gi}"), "    expose: [{port: 8000, as: 80, to: [{global: true}]}]\n", "", 1), reached("app")},
		{"a name without ports", kubernetes, pod + "      containers: [{name: web, image: a}]\n", reached("web")},

		{"a root disk", sdl, sdlOf("    params: {storage: {files: {mount: /data}}}\n", "[{size: 20Gi}, {name: files, size: 5Gi, attributes: {persistent: true, class: beta3}}]"), writes("app", 20480, "app-files", 5120)},
		{"a root disk", sdl, sdlOf("", "[{size: 12Gi}]"), writes("app", 12288, "", 0)},
		{"a root disk", sdl, sdlOf("", "{size: 512Mi}"), writes("app", 512, "", 0)},
		{"a root disk", compose, "services: {app: {image: a, storage_opt: {size: 20G}, volumes: ['files:/data']}}\nvolumes: {files: {x-berth-size: 5G}}", writes("app", 20480, "files", 5120)},
		{"a root disk", kubernetes, strings.ReplaceAll(pod, "web", "app") + "      containers: [{name: app, image: a, resources: {limits: {ephemeral-storage: 20Gi}}}]\n", writes("app", 20480, "", 0)},

		{"a root disk in the sum", sdl, sdlOf("", "{size: 20Gi}"), short("20480")},
		{"a root disk in the sum", sdl, sdlOf("", "[{size: 100Mi}]"), short("100")},
		{"a root disk in the sum", sdl, sdlOf("    params: {storage: {files: {mount: /data}}}\n", "[{size: 1Gi}, {name: files, size: 1Gi, attributes: {persistent: true}}]"), short("2048")},
		{"a root disk in the sum", compose, "services: {app: {image: a, x-berth-disk: 3G}}", short("3072")},

		{"a dollar that is no variable", compose, "services:\n  web:\n    image: a\n    command: sh -c \"exec serve --ip $(hostname -i)\"\n    environment:\n      PATTERN: ^/api/[a-z]+$\n    healthcheck:\n      test: [\"CMD-SHELL\", \"probe | awk '{print $1}'; [ $? -lt 2 ]\"]\n",
			all(runs(nil, []string{"sh", "-c", "exec serve --ip $(hostname -i)"}), env("PATTERN", "^/api/[a-z]+$"))},
		{"a dollar that is no variable", compose, "services: {web: {image: a, environment: {A: 'a$', B: '$$HOME', C: '$1,$2', D: 'cost: 5$ or $-'}}}", all(accepted(), env("A", "a$"), env("B", "$HOME"), env("C", "$1,$2"), env("D", "cost: 5$ or $-"))},
		{"a dollar that is no variable", compose, "services: {web: {image: a, command: ['sh', '-c', 'kill $! ; echo $# $@ $*']}}", runs(nil, []string{"sh", "-c", "kill $! ; echo $# $@ $*"})},
		{"a dollar that is no variable", compose, "services: {web: {image: a, environment: ['HASH=$$2y$$05$$abc', 'RE=(a|b)$']}}", all(accepted(), env("RE", "(a|b)$"))},

		{"a check without times", compose, "services: {web: {image: a, ports: ['80:80'], healthcheck: {test: [CMD, /bin/check]}}}", asks(0, 30, 3)},
		{"a check without times", compose, "services: {web: {image: a, ports: ['80:80'], healthcheck: {test: curl -f localhost}}}", asks(0, 30, 3)},
		{"a check without times", compose, "services: {web: {image: a, healthcheck: {test: [CMD-SHELL, check], interval: 1m30s}}}", asks(90, 30, 3)},
		{"a check without times", compose, "services: {web: {image: a, healthcheck: {test: [CMD, check], timeout: 5s, retries: 10}}}", asks(0, 5, 10)},
		{"a check without times", compose, "services: {web: {image: a, healthcheck: {test: [CMD, check], timeout: 1500ms, interval: 500ms}}}", asks(1, 2, 3)},

		{"a template's braces", kubernetes, "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: {{ .Values.replicas }}\n", refused([2]string{"", noTemplate})},
		{"a template's braces", kubernetes, "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n", refused([2]string{"", noTemplate})},
		{"a template's braces", kubernetes, pod + "      containers:\n      - name: web\n        image: \"{{ .Values.image }}:{{ .Values.tag }}\"\n", refused([2]string{"", noTemplate})},
		{"a template's braces", kubernetes, "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ include \"x.fullname\" . }}\n  labels:\n    {{- toYaml .Values.labels | nindent 4 }}\n", refused([2]string{"", noTemplate})},

		{"an account without rights", kubernetes, "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n---\n" + pod + "      serviceAccountName: web\n      containers: [{name: web, image: a}]\n", all(accepted(), reached("web"))},
		{"an account without rights", kubernetes, pod + "      serviceAccount: other\n      automountServiceAccountToken: false\n      containers: [{name: web, image: a}]\n", accepted()},
		{"an account without rights", kubernetes, "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ServiceAccount, metadata: {name: a}, automountServiceAccountToken: true}\n- {apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: a}]}}\n", accepted()},
		{"an account with rights", kubernetes, "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: web}\nrules: [{apiGroups: [''], resources: [pods], verbs: [get]}]\n---\n" + pod + "      serviceAccountName: web\n      containers: [{name: web, image: a}]\n", refused([2]string{"Role/web", "no access to the cluster"})},
		{"an account with rights", kubernetes, "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: web}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: web}]\n---\n" + pod + "      containers: [{name: web, image: a}]\n", refused([2]string{"RoleBinding/web", "no access to the cluster"})},

		{"a variable that nobody reads", compose, "services:\n  web:\n    image: a\n    ports: ['8080:80']\n    labels: {router.rule: 'Host(`${DOMAIN}`)'}\n    networks: {default: {ipv4_address: $WEB_IP}}\nx-common: {NOTE: '${NOTE}'}\n", accepted("")},
		{"a variable that nobody reads", compose, "services: {web: {image: a, ports: ['${PORT}:80'], logging: {options: {tag: '${TAG}'}}}}\nnetworks: {default: {name: '${NET}', external: true}}\n", accepted()},
		{"a variable that nobody reads", compose, "services: {web: {image: a, volumes: ['${DATA_DIR}/files:/files'], container_name: 'x', labels: ['a=${B:?no}']}}", accepted()},
		{"a variable that nobody reads", compose, "services: {web: {image: a, deploy: {labels: {a: '$A'}}, extra_hosts: []}}\nx-a: &a {b: '${C}'}\n", accepted()},

		{"all at once", compose, "services:\n  web_app:\n    image: a\n    privileged: true\n    environment: {GREETING: '${GREETING}'}\n    volumes: ['./conf:/conf']\n", refused([2]string{".privileged", "privileged"}, [2]string{".GREETING", "GREETING"})},
		{"all at once", compose, "services:\n  web: {image: 'a:${TAG}', network_mode: host, volumes: ['/var/run/docker.sock:/var/run/docker.sock'], build: {context: .}}\n  db: {image: b, devices: [/dev/kvm], environment: [PASSWORD]}\n",
			refused([2]string{"web.image", "TAG"}, [2]string{"web.network_mode", "network"}, [2]string{"web.volumes[0]", "docker.sock"}, [2]string{"db.devices", "devices"}, [2]string{"db.environment", "PASSWORD"})},
		{"all at once", kubernetes, pod + "      hostNetwork: true\n      hostPID: true\n      containers:\n      - name: web\n        image: a\n        securityContext: {privileged: true}\n        ports: [{containerPort: 80, hostPort: 80}]\n",
			refused([2]string{"hostNetwork", ""}, [2]string{"hostPID", ""}, [2]string{"privileged", ""}, [2]string{"hostPort", ""})},
		{"all at once", compose, "services:\n  a: {image: 'x:${A}'}\n  b: {image: 'x:${B:?say which}'}\n  c: {image: x, pid: host}\n", refused([2]string{"a.image", "A"}, [2]string{"b.image", "say which"}, [2]string{"c.pid", "processes"})},

		{"image and build", compose, "services: {web: {image: ghcr.io/example/web:1, build: .}}", accepted("nothing is built here; the image of this name is pulled")},
		{"image and build", compose, "services: {web: {build: {context: ., dockerfile: Dockerfile.prod, args: {A: '${A}'}}, image: a}, w: {image: a}}", accepted("the image of this name is pulled")},
		{"image and build", compose, "x-app: &app {build: ., image: a}\nservices: {web: {<<: *app, ports: ['80']}, w: {<<: *app, command: work}}", accepted("the image of this name is pulled")},
		{"build alone", compose, "services: {web: {build: .}}", refused([2]string{"web.build", "nothing is built here"})},
		{"build alone", compose, "services: {web: {build: {context: ./web, target: prod}, ports: ['80:80']}, db: {image: postgres}}", refused([2]string{"web.build", "nothing is built here"})},
		{"build alone", compose, "services:\n  web: {build: 'https://github.com/example/web.git'}\n  api: {build: ./api}\n", refused([2]string{"web.build", "nothing is built here"}, [2]string{"api.build", "nothing is built here"})},

		{"an empty entry point", compose, "services: {web: {image: a, entrypoint: [], command: [serve, --port, '80'], ports: ['80:80']}}", runs([]string{"serve"}, []string{"--port", "80"})},
		{"an empty entry point", compose, "services: {web: {image: a, entrypoint: '', command: serve --port 80}}", runs([]string{"serve"}, []string{"--port", "80"})},
		{"an empty entry point", compose, "services: {web: {image: a, entrypoint: [''], command: [serve]}}", runs([]string{"serve"}, nil)},
		{"an empty entry point", compose, "services: {web: {image: a, entrypoint: null, command: [serve]}}", runs(nil, []string{"serve"})},

		{"a device that every process has", compose, "services: {web: {image: a, volumes: ['/dev/urandom:/dev/random:ro']}}", accepted("a service has its own")},
		{"a device that every process has", compose, "services: {web: {image: a, volumes: [{type: bind, source: /dev/null, target: /dev/null}]}}", accepted("a service has its own")},
		{"a device that every process has", compose, "services: {web: {image: a, volumes: ['/dev/kvm:/dev/kvm']}}", refused([2]string{"volumes[0]", "the machine's"})},
		{"a volume twice", compose, "services: {web: {image: a, volumes: ['d:/data', 'd:/data']}}\nvolumes: {d: }", accepted("twice")},
		{"a volume twice", compose, "services: {web: {image: a, volumes: ['d:/data', 'e:/data']}}\nvolumes: {d: , e: }", refused([2]string{"volumes", "taken twice"})},
		{"a volume of no kind", kubernetes, pod + "      containers: [{name: web, image: a, volumeMounts: [{name: d, mountPath: /data}]}]\n      volumes: [{name: d}]\n", accepted()},
		{"a volume of no kind", kubernetes, pod + "      containers: [{name: web, image: a, volumeMounts: [{name: d, mountPath: /data}]}]\n      volumes: [{name: d, emptyDir: }]\n", accepted()},
		{"a volume of no kind", kubernetes, pod + "      containers: [{name: web, image: a, volumeMounts: [{name: d, mountPath: /data}]}]\n      volumes: [{name: d, projected: {}}]\n", func(k kind) {}},
	} {
		t.Run(c.kind, func(t *testing.T) {
			m, err := formats.Parse(c.format, c.text)
			k := kind{t: t, m: m}
			var refusal *manifest.Refusal
			if errors.As(err, &refusal) {
				for _, f := range refusal.Flaws {
					k.flaws = append(k.flaws, f.Path+": "+f.Text)
				}
			} else if err != nil {
				k.flaws = []string{": " + err.Error()}
			}
			for _, n := range m.Ignored {
				k.ignore = append(k.ignore, n.Path+": "+n.Text)
			}
			if c.want(k); t.Failed() {
				t.Logf("of %s", c.text)
			}
		})
	}
}

// TestKindsWithValues: what lacked nothing but values is accepted with them, and what the machine's are is refused still.
func TestKindsWithValues(t *testing.T) {
	const text = "services:\n  web_app: {image: 'a:${TAG}', environment: {GREETING: '${GREETING}'}}\n"
	b := bundle.Bundle{Format: "compose", Text: text, Values: map[string]string{"TAG": "1", "GREETING": "hello $USER"}}
	raw, err := b.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	m, err := formats.Parse(bundle.Format, raw)
	if err != nil || m.Services[0].Image != "a:1" || m.Services[0].Env["GREETING"] != "hello $USER" {
		t.Errorf("%+v %v", m.Services, err)
	}
}
