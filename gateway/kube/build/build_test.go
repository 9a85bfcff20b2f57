package build

import (
	"encoding/json"
	"flag"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	kresource "k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/eth"
	"berth/shared/resource"
)

var update = flag.Bool("update", false, "write the golden files anew")

func example() Plan {
	w := cluster.Workload{
		Order: 42, Revision: 3, Restart: 1, Resources: resource.Resources{CPUMilli: 1500, MemoryMiB: 2048, DiskMiB: 10240, TrafficMiB: 1000, GPU: 1, GPUModel: "rtx-4090"},
		Manifest: manifest.Manifest{
			Services: []manifest.Service{
				{Name: "web", Image: "ghcr.io/example/web:1.2", Port: 3000, Mounts: []manifest.Mount{{Volume: "web", Path: "/data"}}, Env: map[string]string{"B": "2", "A": "1"}},
				{
					Name: "api", Aliases: []string{"backend"}, Image: "ghcr.io/example/api@sha256:" + strings.Repeat("a", 64), Pull: &manifest.Registry{Host: "ghcr.io", User: "someone", Password: "hunter1"},
					Command: []string{"/bin/api"}, Args: []string{"--price", "$(5)"}, Dir: "/app", User: 1000, Group: 1001, Port: 8080, Protocol: manifest.H2C, Ports: []manifest.Port{{Port: 80, Target: 8080}, {Port: 53, Target: 5353, UDP: true}},
					Env: map[string]string{"PRICE": "5$"}, SecretEnv: map[string]manifest.Secret{"PASSWORD": "hunter2"},
					Files:  []manifest.File{{Path: "/etc/api.toml", Text: "a = 1\n", Mode: 0o440}, {Path: "/run/secrets/key", Secret: "hunter3", Hidden: true}},
					Mounts: []manifest.Mount{{Volume: "web", Path: "/pictures", SubPath: "a/b", ReadOnly: true}, {Volume: "own", Path: "/own"}},
					Temps:  []manifest.Temp{{Path: "/tmp", SizeMiB: 64}, {Path: "/dev/shm", SizeMiB: 32, Memory: true}}, ReadOnly: true,
					Ready: &manifest.Probe{Path: "/healthz", Port: 8080, Every: 5, Successes: 2}, Live: &manifest.Probe{Port: 8080, Failures: 5}, Started: &manifest.Probe{Command: []string{"/bin/api", "up"}, Delay: 2, Timeout: 3},
					Wants: manifest.Wants{CPUMilli: 500, MemoryMiB: 512},
				},
				{Name: "worker", Image: "busybox", Replicas: 3},
				{Name: "db", Image: "postgres:16", Ports: []manifest.Port{{Port: 5432, Target: 5432}}},
			},
			Volumes: []manifest.Volume{{Name: "web"}, {Name: "own", SizeMiB: 1024}},
		},
	}
	p := New(Realm{Node: eth.Address{0xab, 0xcd, 0xef, 0x01}, ChainID: 1337, Market: eth.Address{0x12, 0x34, 0x56}}, w)
	p.Closed = []netip.Prefix{netip.MustParsePrefix("51.15.1.7/32"), netip.MustParsePrefix("2a01:4f8::/64")}
	p.StorageClass, p.RuntimeClass, p.Account, p.Bandwidth = "fast", "gvisor", "system:serviceaccount:berth-gateway:gateway", 200
	p.Ports, _ = reach.OpenPorts(reach.ClosedPorts())
	return p
}

// kept is a plan whose services are kept apart in other ways than plainly.
func kept() Plan {
	like := example()
	like.Manifest = manifest.Manifest{
		Services: []manifest.Service{
			{Name: "db", Image: "postgres:16", Isolation: manifest.Rooted, Mounts: []manifest.Mount{{Volume: "db", Path: "/var/lib/postgresql"}}},
			{Name: "web", Image: "nginx", Port: 80, Isolation: manifest.Rooted, User: 101, ReadOnly: true, Mounts: []manifest.Mount{{Volume: "web", Path: "/data"}}},
			{Name: "notes", Image: "jupyter", Port: 8888, Isolation: manifest.Sandboxed, Root: true, Replicas: 2},
		},
		Volumes: []manifest.Volume{{Name: "db"}, {Name: "web"}},
	}
	p := New(like.Realm, like.Workload)
	p.SandboxClass, p.Account = "gvisor", like.Account
	p.Machines = map[manifest.Isolation][]string{manifest.Rooted: {"m1", "m2"}, manifest.Sandboxed: {"m2"}}
	p.Overhead = corev1.ResourceList{corev1.ResourceCPU: kresource.MustParse("50m"), corev1.ResourceMemory: kresource.MustParse("64Mi")}
	return p
}

// TestPlace: services that go on stay where they may be, and plain ones may be anywhere.
func TestPlace(t *testing.T) {
	p := kept()
	where := func(s manifest.Service) []string {
		return SpotOf(Deployment(p, s).Spec.Template.Spec.Affinity).Machines
	}
	rooted, plain := p.Manifest.Services[0], p.Manifest.Services[1]
	plain.Isolation = manifest.Plain
	if got := where(rooted); !slices.Equal(got, []string{"m1", "m2"}) {
		t.Errorf("rooted: %v", got)
	}
	if got := where(plain); got != nil {
		t.Errorf("plain: %v", got)
	}
	p.Placed = map[string]Spot{"db": {Machines: []string{"m0"}}}
	if got := where(rooted); !slices.Equal(got, []string{"m0"}) {
		t.Errorf("one that goes on: %v", got)
	}
}

func TestBuilders(t *testing.T) {
	p := example()
	p.Products = []string{"NVIDIA-GeForce-RTX-4090"}
	web, api, worker, db := p.Manifest.Services[0], p.Manifest.Services[1], p.Manifest.Services[2], p.Manifest.Services[3]
	if ConfigMap(p, web) != nil || Secret(p, web) != nil || Registry(p, web) != nil || Gate(p, worker) != nil {
		t.Error("objects of which nobody has need")
	}
	spent := p
	spent.Spent = true
	apart := kept()
	rooted, own, boxed := apart.Manifest.Services[0], apart.Manifest.Services[1], apart.Manifest.Services[2]
	for name, object := range map[string]any{
		"namespace": Namespace(p), "quota": Quota(p), "limits": Limits(p), "policy": Policy(p), "policy-spent": Policy(spent), "namespace-spent": Namespace(spent), "binding": RoleBinding(p), "disk": Disk(p, p.Manifest.Volumes[0]),
		"service": Service(p, web, "web"), "deployment": Deployment(p, web),
		"service-api": Service(p, api, "api"), "service-alias": Service(p, api, "backend"), "deployment-api": Deployment(p, api), "configmap-api": ConfigMap(p, api), "secret-api": Secret(p, api), "registry-api": Registry(p, api),
		"gate": Gate(p, web), "gate-api": Gate(p, api), "service-worker": Service(p, worker, "worker"),
		"namespace-apart": Namespace(apart), "quota-apart": Quota(apart), "deployment-rooted": Deployment(apart, rooted), "deployment-own": Deployment(apart, own), "deployment-sandboxed": Deployment(apart, boxed),
		"deployment-worker": Deployment(p, worker), "service-db": Service(p, db, "db"), "deployment-db": Deployment(p, db),
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, object)
		})
	}
}

func golden(t *testing.T, name string, object any) {
	t.Helper()
	got, err := yaml.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".yaml")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestProcesses: a pod with all that it may have beside its service, one that waits, and what runs once.
func TestProcesses(t *testing.T) {
	p := example()
	health := "store"
	app := manifest.Service{
		Name: "app", Image: "ghcr.io/example/app:1", Port: 8080, Grace: 60, Reap: true, Hosts: []manifest.Host{{Name: "mail.example.org", Address: "192.0.2.1"}},
		Mounts: []manifest.Mount{{Volume: "data", Path: "/var/lib/app", Fill: true}}, Temps: []manifest.Temp{{Name: "run", Path: "/run/app", SizeMiB: 8}, {Path: "/tmp", SizeMiB: 16}},
		Files: []manifest.File{{Path: "/etc/app.conf", Text: "x\n"}}, Ready: &manifest.Probe{Port: 9000, GRPC: &health},
		After: []manifest.After{{Service: "db", Until: manifest.Ready}, {Service: "seed", Until: manifest.Done}},
		Init: []manifest.Service{{
			Name: "migrate", Image: "ghcr.io/example/migrate:1", Args: []string{"up"}, SecretEnv: map[string]manifest.Secret{"URL": "hunter1"}, Wants: manifest.Wants{CPUMilli: 50},
			Pull: &manifest.Registry{Host: "ghcr.io", User: "someone", Password: "hunter2"}, Temps: []manifest.Temp{{Name: "run", Path: "/out", SizeMiB: 12}},
		}},
		Beside: []manifest.Service{{
			Name: "proxy", Image: "ghcr.io/example/proxy:1", Wants: manifest.Wants{CPUMilli: 100, MemoryMiB: 64}, Files: []manifest.File{{Path: "/etc/proxy.conf", Text: "y\n"}},
			Live: &manifest.Probe{Path: "/up", Port: 9901, Headers: []manifest.Header{{Name: "Host", Value: "app"}}},
		}},
		Wants: manifest.Wants{CPUMilli: 200, MemoryMiB: 128, DiskMiB: 300},
	}
	seed := manifest.Service{Name: "seed", Image: "ghcr.io/example/seed:1", Once: true, After: []manifest.After{{Service: "db", Until: manifest.Running}}}
	p.Manifest.Services, p.Manifest.Volumes = []manifest.Service{app, seed, {Name: "db", Image: "postgres:16"}}, []manifest.Volume{{Name: "data", SizeMiB: 1000}}
	p = New(p.Realm, p.Workload)
	p.HelperImage = "ghcr.io/example/berth-gateway:1"
	waits := p
	waits.Waits = map[string]bool{"app": true, "seed": true}
	for name, object := range map[string]any{
		"deployment-app": Deployment(p, app), "deployment-waits": Deployment(waits, app), "job": Job(p, seed), "job-waits": Job(waits, seed),
		"configmap-app": ConfigMap(p, app), "secret-app": Secret(p, app), "registry-app": Registry(p, app), "quota-app": Quota(p),
		"carrier": carrierFor(p, "data", "m1"), "carrier-rooted": carrierFor(helped(kept()), "db", ""), "limits-app": Limits(p),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, object) })
	}
}

// helped is a plan of a node that has the helper's image.
func helped(p Plan) Plan {
	p.HelperImage = "registry.test/berth/berth-gateway:v1"
	return p
}

func carrierFor(p Plan, disk, machine string) any {
	s, found := CarrierOf(p, disk)
	if !found {
		return nil
	}
	return Carrier(p, s, disk, machine)
}

// TestCarrierOf: what copies a disk is root where any service that mounts it may be.
func TestCarrierOf(t *testing.T) {
	p := kept()
	p.Manifest.Services = append([]manifest.Service{{Name: "plain", Mounts: []manifest.Mount{{Volume: "db", Path: "/x"}}}}, p.Manifest.Services...)
	if s, found := CarrierOf(p, "db"); !found || s.Name != "db" {
		t.Errorf("got %q %v, want db", s.Name, found)
	}
	if _, found := CarrierOf(p, "other"); found {
		t.Error("a disk that nobody mounts is copied")
	}
}

func TestModel(t *testing.T) {
	for label, want := range map[string]string{
		"NVIDIA-A100-SXM4-80GB": "a100", "NVIDIA-GeForce-RTX-4090": "rtx-4090", "Tesla-V100-PCIE-16GB": "v100", "NVIDIA-H100-80GB-HBM3": "h100", "Tesla-T4": "t4",
		"NVIDIA-RTX-6000-Ada-Generation": "rtx-6000-ada", "NVIDIA-GeForce-RTX-4070-Ti-SUPER": "rtx4070tisup", "NVIDIA-L40S": "l40s", "": "", "NVIDIA-A100-SXM4-40GB-MIG-1g.5gb": "",
	} {
		got := Model(label)
		if got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
		if got != "" && !resource.SameModel(got, Product(label)) {
			t.Errorf("%s is not of its own model %s", label, got)
		}
	}
}

// TestEmptyVariable: a variable without a value is declared too, since the image may have another.
func TestEmptyVariable(t *testing.T) {
	p := example()
	p.Manifest.Services[0].Env = map[string]string{"A": ""}
	raw, err := json.Marshal(Deployment(p, p.Manifest.Services[0]))
	if err != nil || !strings.Contains(string(raw), `{"name":"A","value":""}`) {
		t.Errorf("got %s %v", raw, err)
	}
}
