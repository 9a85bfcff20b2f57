package manifest

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// cluster is what is gathered of a file's objects before they are put together.
type cluster struct {
	r         *reader
	workloads []*workload
	services  []*kubeService
	claims    map[string]*Volume
	configs   map[string]*bag
	secrets   map[string]*bag
}

// bag is a ConfigMap or a Secret.
type bag struct {
	data map[string]string
	pull *Registry // of a Secret of registry credentials
}

// workload is a Deployment or a StatefulSet.
type workload struct {
	Service
	labels   map[string]string // of its pods
	selector map[string]string
	pod      at
	ports    map[string]int     // container ports by name
	claims   map[string]*Volume // templates of a StatefulSet
	late     []func()           // what needs the other objects
	vars     []variable         // in their order, which expansion needs
}

type variable struct {
	at     at
	name   string
	value  string
	secret bool
	raw    bool // no $(NAME) in it is looked at
}

type kubeService struct {
	name     string
	at       at
	selector map[string]string
	outside  bool // meant to be reached from outside the cluster
	ports    []kubePort
}

type kubePort struct {
	name   string
	port   int
	target string // a number or a name, empty: as port
	udp    bool
	speaks Protocol
	at     at
}

// kubernetes reads YAML of Deployments, StatefulSets, Services, ConfigMaps, Secrets and PersistentVolumeClaims:
// https://kubernetes.io/docs/reference/kubernetes-api
func (r *reader) kubernetes(text string) Manifest {
	c := &cluster{r: r, claims: map[string]*Volume{}, configs: map[string]*bag{}, secrets: map[string]*bag{}}
	kinds := map[string]struct {
		version string
		read    func(name string, a at)
	}{
		"Deployment":            {"apps/v1", func(name string, a at) { c.workload(name, a, false) }},
		"StatefulSet":           {"apps/v1", func(name string, a at) { c.workload(name, a, true) }},
		"Service":               {"v1", c.service},
		"ConfigMap":             {"v1", c.config},
		"Secret":                {"v1", c.secret},
		"PersistentVolumeClaim": {"v1", c.claim},
	}
	remedies := map[string]string{
		"Pod": "write a Deployment", "ReplicaSet": "write a Deployment", "DaemonSet": "write a Deployment",
		"Job": "write a Deployment whose process goes on", "CronJob": "write a Deployment whose process keeps the time",
		"Ingress":   "leave it out; each service has a host name, and domains of yours are added on the order's page",
		"Namespace": "leave it out; the order has its own", "List": "write the objects one after the other, with --- between them",
		"PersistentVolume": "write a PersistentVolumeClaim", "ServiceAccount": "leave it out; services have no access to the cluster",
		"Role": "leave it out; services have no access to the cluster", "RoleBinding": "leave it out; services have no access to the cluster",
		"ClusterRole": "leave it out; services have no access to the cluster", "ClusterRoleBinding": "leave it out; services have no access to the cluster",
		"NetworkPolicy":           "leave it out; nobody but the order's own services gets in",
		"HorizontalPodAutoscaler": "leave it out, and write replicas", "PodDisruptionBudget": "leave it out", "CustomResourceDefinition": "leave it out",
		"StorageClass": "leave it out; disks are the node's own",
	}
	seen := map[string]bool{}
	for i, doc := range r.documents(text) {
		root := r.at(doc, "document "+strconv.Itoa(i+1))
		kind, name := doc.get("kind"), doc.get("metadata").get("name")
		if kind == nil || kind.kind != scalar || name == nil || name.kind != scalar {
			root.flaw("kind and metadata.name have to be there")
			continue
		}
		root.path = brief(kind.text) + "/" + brief(name.text)
		k, ok := kinds[kind.text]
		if !ok {
			remedy := remedies[kind.text]
			if remedy == "" {
				remedy = "leave it out"
			}
			root.flaw("objects of this kind cannot be had; %s (Deployment, StatefulSet, Service, ConfigMap, Secret and PersistentVolumeClaim can)", remedy)
			continue
		}
		if seen[root.path] {
			root.flaw("this object is there twice; leave one out")
			continue
		}
		seen[root.path] = true
		if v := doc.get("apiVersion"); v == nil || v.text != k.version {
			root.to("apiVersion").flaw("apiVersion: %s", k.version)
		}
		k.read(name.text, root)
	}
	if len(r.flaws) > 0 {
		return Manifest{}
	}
	return c.build()
}

// object reads an object's head and what else it has.
func (a at) object(more fields) {
	f := fields{
		"apiVersion": quiet, "kind": quiet, "status": ignore("it is the cluster's to say"),
		"metadata": func(a at) { a.metadata(nil) },
	}
	for k, take := range more {
		f[k] = take
	}
	a.read(f)
}

func (a at) metadata(labels func(at)) {
	if labels == nil {
		labels = quiet
	}
	a.read(fields{
		"name": func(a at) { a.text() }, "labels": labels,
		"namespace": ignore("the order has its own"), "annotations": ignore("nobody reads annotations here"), "creationTimestamp": quiet,
		"generateName": refuse("write name"),
		"finalizers":   refuse("leave it out"), "ownerReferences": refuse("leave it out"), "uid": quiet, "resourceVersion": quiet, "generation": quiet,
		"managedFields": quiet,
	})
}

// strings are a map's of text to text.
func (a at) strings() map[string]string {
	m := map[string]string{}
	a.each(func(k string, a at) { m[k] = a.text() })
	return m
}

func (c *cluster) config(name string, a at) {
	b := &bag{data: map[string]string{}}
	c.configs[name] = b
	a.object(fields{
		"data":       func(a at) { a.entries(func(k string, a at) { b.data[k] = a.text() }) },
		"binaryData": func(a at) { a.entries(func(k string, a at) { b.data[k] = a.decode() }) },
		"immutable":  quiet,
	})
}

// maxEntries is how many entries a ConfigMap or Secret may have: pods can take all of them, over and over.
const maxEntries = maxEnv

// entries gives those of a ConfigMap or Secret.
func (a at) entries(f func(key string, c at)) {
	if len(a.n.items) > maxEntries {
		a.flaw("at most %d entries", maxEntries)
		return
	}
	a.each(f)
}

// decode reads base64 of text.
func (a at) decode() string {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(a.text()), ""))
	if err != nil {
		a.flaw("this has to be base64; for plain text in a Secret write stringData")
	}
	if !utf8.Valid(raw) || slices.Contains(raw, 0) {
		a.flaw("only text can be had, in UTF-8 without zero bytes")
	}
	return string(raw)
}

func (c *cluster) secret(name string, a at) {
	b := &bag{data: map[string]string{}}
	c.secrets[name] = b
	kind := "Opaque"
	a.object(fields{
		"type":       func(a at) { kind = a.text() },
		"data":       func(a at) { a.entries(func(k string, a at) { b.data[k] = a.decode() }) },
		"stringData": func(a at) { a.entries(func(k string, a at) { b.data[k] = a.text() }) },
		"immutable":  quiet,
	})
	switch kind {
	case "kubernetes.io/dockerconfigjson":
		b.pull = a.dockerConfig(b.data[".dockerconfigjson"])
	case "kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token":
		a.to("type").flaw("services have no access to the cluster; leave it out")
	}
}

// dockerConfig reads a registry's access as docker login writes it.
func (a at) dockerConfig(text string) *Registry {
	var d struct {
		Auths map[string]struct {
			Username, Password, Auth string
		}
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil || len(d.Auths) != 1 {
		a.flaw(".dockerconfigjson has to be JSON with auths of one registry")
		return nil
	}
	var r Registry
	for host, e := range d.Auths {
		r = Registry{Host: host, User: e.Username, Password: Secret(e.Password)}
		if raw, err := base64.StdEncoding.DecodeString(e.Auth); err == nil && r.User == "" {
			user, password, _ := strings.Cut(string(raw), ":")
			r.User, r.Password = user, Secret(password)
		}
	}
	return a.registry(r)
}

func (c *cluster) claim(name string, a at) {
	v := &Volume{Name: name, where: a.place}
	c.claims[name] = v
	a.object(fields{"spec": func(a at) { a.claimSpec(v) }})
}

func (a at) claimSpec(v *Volume) {
	a.read(fields{
		"accessModes": func(a at) {
			a.all(4, func(_ int, a at) {
				only("ReadWriteOnce; a disk is one service's", "ReadWriteOnce", "ReadWriteOncePod")(a)
			})
		},
		"resources": func(a at) {
			a.read(fields{
				"requests": func(a at) { a.read(fields{"storage": func(a at) { v.SizeMiB = a.mebibytes() }}) },
				"limits":   ignore("requests is what counts"),
			})
		},
		"storageClassName":          ignore("disks are the node's own"),
		"volumeMode":                only("Filesystem", "Filesystem"),
		"volumeName":                refuse("there are no disks but the file's own; leave it out"),
		"selector":                  refuse("there are no disks but the file's own; leave it out"),
		"dataSource":                refuse("a disk begins empty; leave it out"),
		"dataSourceRef":             refuse("a disk begins empty; leave it out"),
		"volumeAttributesClassName": ignore("disks are the node's own"),
	})
}

func (c *cluster) service(name string, a at) {
	s := &kubeService{name: name, at: a}
	a.object(fields{"spec": func(a at) {
		a.read(fields{
			"type": func(a at) {
				switch a.text() {
				case "ClusterIP":
				case "NodePort", "LoadBalancer":
					s.outside = true
					a.note("a service has a host name of its own")
				default:
					a.flaw("ClusterIP, or leave it out")
				}
			},
			"clusterIP":   only("None, or leave it out", "None", ""),
			"clusterIPs":  refuse("leave it out"),
			"selector":    func(a at) { s.selector = a.strings() },
			"ports":       func(a at) { a.all(maxPorts, func(_ int, a at) { s.ports = append(s.ports, a.kubePort()) }) },
			"externalIPs": refuse("addresses are the node's; leave it out"), "externalName": refuse("use the real host name where it is needed"),
			"loadBalancerIP": ignore("addresses are the node's"), "loadBalancerClass": ignore("a service has a host name of its own"),
			"loadBalancerSourceRanges": refuse("who may open a service is set on the order's page; leave it out"),
			"externalTrafficPolicy":    ignore("a service has a host name of its own"), "internalTrafficPolicy": ignore("there is one node"),
			"sessionAffinity": ignore("replicas are taken in turn"), "sessionAffinityConfig": ignore("replicas are taken in turn"),
			"ipFamilies": ignore("addresses are the node's"), "ipFamilyPolicy": ignore("addresses are the node's"),
			"allocateLoadBalancerNodePorts": ignore("a service has a host name of its own"),
			"publishNotReadyAddresses":      ignore("only what is ready gets requests"), "healthCheckNodePort": ignore("a service has a host name of its own"),
			"trafficDistribution": ignore("there is one node"),
		})
	}})
	if len(s.selector) == 0 {
		a.flaw("spec.selector has to be there: the labels of a Deployment's pods")
	}
	if len(s.ports) == 0 {
		a.flaw("spec.ports has to be there")
	}
	c.services = append(c.services, s)
}

func (a at) kubePort() kubePort {
	p := kubePort{at: a}
	a.read(fields{
		"name": func(a at) { p.name = a.text() }, "port": func(a at) { p.port = a.port() }, "targetPort": func(a at) { p.target = a.text() },
		"protocol":    func(a at) { p.udp = a.transport() },
		"nodePort":    ignore("a service has a host name of its own"),
		"appProtocol": func(a at) { p.speaks = a.protocol() },
	})
	if p.port == 0 {
		a.flaw("port has to be there")
	}
	return p
}

func (a at) transport() (udp bool) {
	switch a.text() {
	case "TCP":
	case "UDP":
		return true
	default:
		a.flaw("TCP or UDP")
	}
	return false
}

// build puts the objects together.
func (c *cluster) build() Manifest {
	var m Manifest
	for _, w := range c.workloads {
		for _, f := range w.late {
			f()
		}
		c.expand(w)
		for _, v := range w.claims {
			m.Volumes = append(m.Volumes, *v)
		}
	}
	for _, v := range c.claims {
		m.Volumes = append(m.Volumes, *v)
	}
	slices.SortFunc(m.Volumes, func(a, b Volume) int { return strings.Compare(a.Name, b.Name) })
	slices.SortStableFunc(c.services, func(a, b *kubeService) int {
		switch {
		case a.outside == b.outside:
			return 0
		case a.outside:
			return -1
		}
		return 1
	})
	outside := slices.ContainsFunc(c.services, func(s *kubeService) bool { return s.outside })
	taken := map[*kubeService]bool{}
	for _, w := range c.workloads {
		var mine []*kubeService
		for _, s := range c.services {
			if contains(w.labels, s.selector) {
				if taken[s] {
					s.at.flaw("it chooses the pods of two Deployments; write a Service for each")
				}
				taken[s] = true
				mine = append(mine, s)
			}
		}
		c.expose(w, mine, outside)
		m.Services = append(m.Services, w.Service)
	}
	for _, s := range c.services {
		if !taken[s] {
			s.at.to("spec").to("selector").flaw("no Deployment or StatefulSet in this file has pods with these labels")
		}
	}
	return m
}

// contains reports whether all of part is in labels.
func contains(labels, part map[string]string) bool {
	for k, v := range part {
		if got, ok := labels[k]; !ok || got != v {
			return false
		}
	}
	return true
}

// expose gives a workload the names and ports of its Services. It is known by the Service's name, as others look for it,
// where that fits.
func (c *cluster) expose(w *workload, mine []*kubeService, outside bool) {
	if len(mine) == 0 {
		w.pod.note("no Service leads to it, so nobody reaches it")
		return
	}
	own, speaks := w.Name, speaking{}
	w.Name = mine[0].name
	for _, s := range mine {
		if s.name == own {
			w.Name = own
		}
		w.Aliases = append(w.Aliases, s.name)
		for _, p := range s.ports {
			target := p.port
			if p.target != "" {
				n, err := strconv.Atoi(p.target)
				if err != nil {
					n = w.ports[p.target]
				}
				if n < 1 || n > 65535 {
					p.at.to("targetPort").flaw("a container's port, by number or by name")
					continue
				}
				target = n
			}
			port := Port{p.port, target, p.udp}
			w.Ports = append(w.Ports, port)
			if p.speaks != HTTP1 {
				speaks[target] = p.speaks
			}
			if !outside || s.outside {
				p.at.serve(&w.Service, []Port{port})
			}
		}
	}
	w.Protocol = speaks[w.Port]
	if !ValidService(w.Name) {
		mine[0].at.to("metadata").to("name").flaw("a service's name is 1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
}
