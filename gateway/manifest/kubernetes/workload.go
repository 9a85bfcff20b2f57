package kubernetes

import (
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
)

// workload is a Deployment, or what else has pods.
type workload struct {
	manifest.Service
	at         read.At
	labels     map[string]string // of its pods
	selector   map[string]string
	pod        read.At
	containers []*container
	before     []*container
	volumes    map[string]podVolume
	claims     map[string]*manifest.Volume // templates of a StatefulSet
	set        []func(*manifest.Service)   // what the pod says for all its containers
	late       []func()                    // what needs the other objects
	none       bool                        // it is to run no times
}

func (c *cluster) begin(name string, a read.At) *workload {
	w := &workload{Service: manifest.Service{Name: name, Where: a.Where()}, at: a, pod: a, claims: map[string]*manifest.Volume{}, volumes: map[string]podVolume{}}
	c.workloads = append(c.workloads, w)
	return w
}

// workload reads what has a template of pods.
func (c *cluster) workload(name string, a read.At, kind string) {
	w := c.begin(name, a)
	const own = "a service is replaced as a whole"
	f := read.Fields{
		"replicas": func(a read.At) { w.replicas(a) },
		"selector": func(a read.At) {
			if kind == "ReplicationController" {
				w.selector = labels(a)
				return
			}
			a.Read(read.Fields{"matchLabels": func(a read.At) { w.selector = labels(a) }, "matchExpressions": read.Quiet})
		},
		"template":                c.template(w),
		"minReadySeconds":         read.Ignore("ready is ready"),
		"revisionHistoryLimit":    read.Ignore("earlier revisions are on the order's page"),
		"progressDeadlineSeconds": read.Ignore("the order's page shows how far it is"),
		"paused":                  read.Only("false; stop is on the order's page", "false"),
		"strategy":                read.Ignore(own), "updateStrategy": read.Ignore(own), "rollbackTo": read.Ignore(own), "templateGeneration": read.Quiet,
	}
	if kind == "DaemonSet" {
		a.Note("there is one node, so that it runs once")
		delete(f, "replicas")
	}
	if kind == "StatefulSet" {
		f["serviceName"] = read.Quiet
		f["podManagementPolicy"] = read.Ignore("replicas start together")
		f["persistentVolumeClaimRetentionPolicy"] = read.Ignore("disks go with the order")
		f["ordinals"] = read.Ignore("replicas have no numbers")
		f["volumeClaimTemplates"] = func(a read.At) {
			a.All(manifest.MaxVolumes, func(_ int, a read.At) {
				v := &manifest.Volume{Where: a.Where()}
				object(a, read.Fields{"spec": func(a read.At) { claimSpec(a, v) }})
				n := a.N.Get("metadata").Get("name")
				if n == nil || n.Kind != read.Scalar || n.Text == "" {
					a.Flaw("metadata.name has to be there")
					return
				}
				v.Name = read.Shorten(read.Label(name+"-"+n.Text), 40)
				w.claims[n.Text] = v
			})
		}
	}
	object(a, read.Fields{"spec": func(a read.At) { a.Read(f) }})
	if len(w.selector) > 0 && !contains(w.labels, w.selector) {
		a.Flaw("the pods have to have the labels of spec.selector: spec.template.metadata.labels")
	}
	c.complete(w, "spec.template.spec.containers")
}

func (w *workload) replicas(a read.At) {
	known := len(a.R.Flaws)
	switch w.Replicas = int(a.Number(0, manifest.MaxReplicas)); {
	case len(a.R.Flaws) > known:
	case w.Replicas == 0:
		w.none = true
		a.Note("%s is left out: it is to run no times", manifest.Brief(w.Name))
	case w.Replicas == 1:
		w.Replicas = 0
	}
}

func (c *cluster) template(w *workload) func(read.At) {
	return func(a read.At) {
		w.pod = a
		a.Read(read.Fields{
			"metadata": func(a read.At) { metadata(a, func(a read.At) { w.labels = labels(a) }) },
			"spec":     func(a read.At) { c.pod(w, a) },
		})
	}
}

// complete holds that there is something to run.
func (c *cluster) complete(w *workload, where string) {
	if len(w.containers) == 0 {
		w.at.Flaw("%s has to be there", where)
		c.workloads = c.workloads[:len(c.workloads)-1]
	}
}

// barePod reads a pod that stands by itself.
func (c *cluster) barePod(name string, a read.At) {
	w := c.begin(name, a)
	object(a, read.Fields{
		"metadata": func(a read.At) { metadata(a, func(a read.At) { w.labels = labels(a) }) },
		"spec":     func(a read.At) { c.pod(w, a) },
	})
	c.complete(w, "spec.containers")
}

// job reads what runs to its end.
func (c *cluster) job(name string, a read.At) {
	w := c.begin(name, a)
	w.Once = true
	const clean = "what has ended stays on the order's page"
	object(a, read.Fields{"spec": func(a read.At) {
		a.Read(read.Fields{
			"template": c.template(w), "completions": read.Only("1; what runs to its end runs once", "1"), "parallelism": read.Only("1; what runs to its end runs once", "1"),
			"backoffLimit": read.Ignore("it is tried again until it ends well"), "activeDeadlineSeconds": read.Ignore("it has the time that it takes"),
			"ttlSecondsAfterFinished": read.Ignore(clean), "completionMode": read.Only("NonIndexed, or leave it out", "NonIndexed"), "suspend": read.Only("false; stop is on the order's page", "false"),
			"selector": read.Quiet, "manualSelector": read.Quiet, "podFailurePolicy": read.Ignore("it is tried again until it ends well"), "podReplacementPolicy": read.Ignore(clean),
			"backoffLimitPerIndex": read.Quiet, "maxFailedIndexes": read.Quiet, "successPolicy": read.Quiet, "managedBy": read.Quiet,
		})
	}})
	c.complete(w, "spec.template.spec.containers")
}

// noAccount is said of accounts, which no Role in the file gives any right.
const noAccount = "services have no access to the cluster"

// pod reads what runs together.
func (c *cluster) pod(w *workload, a read.At) {
	const named, order, together = "it is known by its Service's name", "the order has its node", "the node's own scheduler it is"
	all := func(f func(*manifest.Service)) { w.set = append(w.set, f) }
	a.Read(read.Fields{
		"containers": func(a read.At) {
			a.All(1+manifest.MaxSteps, func(_ int, a read.At) { w.containers = append(w.containers, c.container(w, a)) })
		},
		"initContainers": func(a read.At) {
			a.All(2*manifest.MaxSteps, func(_ int, a read.At) { w.before = append(w.before, c.container(w, a)) })
		},
		"volumes": func(a read.At) { a.All(manifest.MaxMounts, func(_ int, a read.At) { c.volume(w, a) }) },
		"restartPolicy": func(a read.At) {
			switch a.Text() {
			case "Always":
			case "OnFailure", "Never":
				w.Once = true
			default:
				a.Flaw("Always, OnFailure or Never")
			}
		},
		"imagePullSecrets": func(a read.At) { a.All(8, func(_ int, a read.At) { c.pull(w, a) }) },
		"securityContext": func(a read.At) {
			var s manifest.Service
			security(a, &s)
			all(func(x *manifest.Service) { x.User, x.Group, x.Root = s.User, s.Group, s.Root })
		},
		"serviceAccountName": read.Ignore(noAccount), "serviceAccount": read.Ignore(noAccount),
		"automountServiceAccountToken": func(a read.At) {
			if a.Flag() {
				a.Note(noAccount)
			}
		},
		"hostNetwork":           read.Denied("the machine's network cannot be had; leave it out", "false"),
		"hostPID":               read.Denied("the machine's processes cannot be had; leave it out", "false"),
		"hostIPC":               read.Denied("the machine's memory cannot be shared; leave it out", "false"),
		"hostUsers":             read.Ignore("the node chooses it"),
		"shareProcessNamespace": read.Only("leave it out; its containers have processes of their own", "false"),
		"hostname":              func(a read.At) { w.Aliases = append(w.Aliases, a.Text()) },
		"subdomain":             read.Ignore(named), "setHostnameAsFQDN": read.Ignore(named),
		"hostAliases": func(a read.At) {
			a.All(manifest.MaxHosts, func(_ int, a read.At) {
				ip, names := "", []string(nil)
				a.Read(read.Fields{"ip": func(a read.At) { ip = a.Text() }, "hostnames": func(a read.At) { names = a.Texts(manifest.MaxHosts) }})
				for _, n := range names {
					w.Hosts = append(w.Hosts, manifest.Host{Name: n, Address: ip})
				}
			})
		},
		"dnsPolicy": read.Ignore("the order has its own DNS"), "dnsConfig": read.Ignore("the order has its own DNS"),
		"enableServiceLinks":            read.Ignore("services are found by name"),
		"terminationGracePeriodSeconds": func(a read.At) { w.Grace = int32(a.Number(0, 1<<20)) },
		"activeDeadlineSeconds":         read.Ignore("it has the time that it takes"),
		"affinity":                      read.Ignore(order), "tolerations": read.Ignore(order), "topologySpreadConstraints": read.Ignore(order), "nodeSelector": read.Ignore(order), "nodeName": read.Ignore(order),
		"schedulerName": read.Ignore(together), "priorityClassName": read.Ignore("services are even"), "priority": read.Ignore("services are even"), "preemptionPolicy": read.Ignore("services are even"),
		"runtimeClassName": func(a read.At) {
			if name := a.Text(); strings.Contains(name, "gvisor") || strings.Contains(name, "runsc") || strings.Contains(name, "kata") {
				all(func(x *manifest.Service) { x.Isolation = manifest.Sandboxed })
				return
			}
			a.Note("the node chooses the runtime")
		},
		"readinessGates": read.Ignore("ready is ready"), "schedulingGates": read.Ignore(together), "os": read.Ignore("it is Linux"), "overhead": read.Ignore(together),
		"resourceClaims": read.Deny("the machine's devices cannot be had; for a GPU write nvidia.com/gpu under resources"), "resources": read.Ignore("what its containers ask for counts"),
		"ephemeralContainers": read.Refuse("leave it out"),
	})
	for _, x := range slices.Concat(w.containers, w.before) {
		for _, f := range w.set {
			f(&x.pod)
		}
	}
}

func (c *cluster) pull(w *workload, a read.At) {
	a.Read(read.Fields{"name": func(a read.At) {
		name := a.Text()
		w.late = append(w.late, func() {
			b := c.secrets[name]
			switch {
			case b == nil:
				a.Note("there is no Secret %s in this file, so that the image is pulled without", manifest.Brief(name))
			case b.pull == nil:
				a.Flaw("Secret %s has to be of type kubernetes.io/dockerconfigjson", manifest.Brief(name))
			default:
				for _, x := range slices.Concat(w.containers, w.before) {
					x.Pull = b.pull
				}
			}
		})
	}})
}

// main is the container that the others stand beside: the first that has a port to which a Service leads, or any.
func (w *workload) main(services []*service) int {
	for _, s := range services {
		for _, p := range s.ports {
			for i, x := range w.containers {
				for _, o := range x.ports {
					if p.target != "" && p.target == o.name || o.number == targetOf(p) {
						return i
					}
				}
			}
		}
	}
	return max(slices.IndexFunc(w.containers, func(x *container) bool { return len(x.ports) > 0 }), 0)
}

// build puts the objects together.
func (c *cluster) build() manifest.Manifest {
	var m manifest.Manifest
	taken := map[string]bool{}
	for _, w := range c.workloads {
		taken[w.Name] = manifest.ValidService(w.Name)
	}
	for _, s := range c.services {
		taken[s.name] = manifest.ValidService(s.name)
	}
	slices.SortStableFunc(c.services, func(a, b *service) int {
		switch {
		case a.outside == b.outside:
			return 0
		case a.outside:
			return -1
		}
		return 1
	})
	outside := len(c.ingresses) > 0 || slices.ContainsFunc(c.services, func(s *service) bool { return s.outside })
	used := map[*service]bool{}
	for _, w := range c.workloads {
		var mine []*service
		for _, s := range c.services {
			if contains(w.labels, s.selector) {
				if used[s] {
					s.at.Flaw("it chooses the pods of two Deployments; write a Service for each")
				}
				used[s] = true
				mine = append(mine, s)
			}
		}
		if w.none {
			continue
		}
		c.assemble(w, mine)
		c.expose(w, mine, outside, taken)
		m.Services = append(m.Services, w.Service)
	}
	for _, w := range c.workloads {
		for _, name := range read.SortedKeys(w.claims) {
			m.Volumes = append(m.Volumes, *w.claims[name])
		}
	}
	for _, name := range read.SortedKeys(c.claims) {
		m.Volumes = append(m.Volumes, *c.claims[name])
	}
	for _, s := range c.services {
		if !used[s] {
			s.at.To("spec").To("selector").Flaw("nothing in this file has pods with these labels; bring what it leads to in the same file")
		}
	}
	return m
}

// assemble makes one service of a pod's containers.
func (c *cluster) assemble(w *workload, mine []*service) {
	for _, f := range w.late {
		f()
	}
	for _, x := range slices.Concat(w.before, w.containers) {
		for _, f := range x.late {
			f()
		}
		c.expand(x)
	}
	main := w.main(mine)
	own := w.Service
	w.Service = w.containers[main].finished()
	s := &w.Service
	s.Name, s.Aliases, s.Replicas, s.Once, s.Hosts, s.Grace, s.Where = own.Name, own.Aliases, own.Replicas, own.Once, own.Hosts, own.Grace, own.Where
	for _, x := range w.before {
		if x.stays {
			s.Beside = append(s.Beside, x.step())
		} else {
			s.Init = append(s.Init, x.step())
		}
	}
	for i, x := range w.containers {
		if i != main {
			s.Beside = append(s.Beside, x.step())
		}
	}
	if s.Once {
		s.Ready, s.Started = nil, nil
	}
}
