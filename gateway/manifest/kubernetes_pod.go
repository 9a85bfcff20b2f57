package manifest

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// workload reads a Deployment or a StatefulSet.
func (c *cluster) workload(name string, a at, stateful bool) {
	w := &workload{Service: Service{Name: name, where: a.place}, pod: a, ports: map[string]int{}, claims: map[string]*Volume{}}
	c.workloads = append(c.workloads, w)
	f := fields{
		"replicas": func(a at) {
			if w.Replicas = int(a.number(1, maxReplicas)); w.Replicas == 1 {
				w.Replicas = 0
			}
		},
		"selector": func(a at) {
			a.read(fields{"matchLabels": func(a at) { w.selector = a.strings() }, "matchExpressions": refuse("write matchLabels")})
		},
		"template": func(a at) {
			w.pod = a
			a.read(fields{
				"metadata": func(a at) { a.metadata(func(a at) { w.labels = a.strings() }) },
				"spec":     func(a at) { c.pod(w, a) },
			})
		},
		"minReadySeconds":         ignore("ready is ready"),
		"revisionHistoryLimit":    ignore("earlier revisions are on the order's page"),
		"progressDeadlineSeconds": ignore("the order's page shows how far it is"),
		"paused":                  only("false; stop is on the order's page", "false"),
	}
	if stateful {
		f["serviceName"] = quiet
		f["podManagementPolicy"] = ignore("replicas start together")
		f["updateStrategy"] = ignore("a service is replaced as a whole")
		f["persistentVolumeClaimRetentionPolicy"] = ignore("disks go with the order")
		f["ordinals"] = ignore("replicas have no numbers")
		f["volumeClaimTemplates"] = func(a at) {
			a.all(maxVolumes, func(_ int, a at) {
				v := &Volume{where: a.place}
				a.object(fields{"spec": func(a at) { a.claimSpec(v) }})
				n := a.n.get("metadata").get("name")
				if n == nil || n.kind != scalar || n.text == "" {
					a.flaw("metadata.name has to be there")
					return
				}
				v.Name = name + "-" + n.text
				w.claims[n.text] = v
			})
		}
	} else {
		f["strategy"] = ignore("a service is replaced as a whole")
	}
	a.object(fields{"spec": func(a at) { a.read(f) }})
	if len(w.labels) == 0 {
		a.flaw("spec.template.metadata.labels has to be there")
	} else if len(w.selector) == 0 || !contains(w.labels, w.selector) {
		a.flaw("spec.selector.matchLabels has to be there, and the pods have to have these labels")
	}
	if w.Image == "" && len(c.r.flaws) == 0 {
		a.flaw("spec.template.spec.containers has to be there")
	}
}

const noCluster = "services have no access to the cluster; leave it out"

func (c *cluster) pod(w *workload, a at) {
	volumes := map[string]func(mount at, x Mount){}
	a.read(fields{
		"containers": func(a at) {
			if a.n.kind == list && len(a.n.items) != 1 {
				a.flaw("one container in a pod; write a Deployment for each, they reach one another by their Services' names")
				return
			}
			a.all(1, func(_ int, a at) { c.container(w, a, volumes) })
		},
		"volumes":                       func(a at) { a.all(maxMounts, func(_ int, a at) { c.volume(w, a, volumes) }) },
		"initContainers":                refuse("let the container's own command do it"),
		"ephemeralContainers":           refuse("leave it out"),
		"restartPolicy":                 only("Always, or leave it out", "Always"),
		"imagePullSecrets":              func(a at) { a.all(1, func(_ int, a at) { c.pull(w, a) }) },
		"securityContext":               func(a at) { a.security(w) },
		"serviceAccountName":            only(noCluster, "default", ""),
		"serviceAccount":                only(noCluster, "default", ""),
		"automountServiceAccountToken":  only(noCluster, "false"),
		"hostNetwork":                   only("the node's network cannot be had; leave it out", "false"),
		"hostPID":                       only("the node's processes cannot be had; leave it out", "false"),
		"hostIPC":                       only("leave it out", "false"),
		"hostUsers":                     ignore("the node chooses it"),
		"shareProcessNamespace":         only("leave it out", "false"),
		"hostname":                      ignore("it is known by its Service's name"),
		"subdomain":                     ignore("it is known by its Service's name"),
		"hostAliases":                   refuse("names cannot be added; use the Service's name, or a real host name"),
		"dnsPolicy":                     only("ClusterFirst, or leave it out", "ClusterFirst", "Default"),
		"dnsConfig":                     refuse("the cluster's DNS it is; leave it out"),
		"enableServiceLinks":            ignore("services are found by name"),
		"terminationGracePeriodSeconds": ignore("a service has 10 s to end"),
		"activeDeadlineSeconds":         refuse("leave it out"),
		"affinity":                      ignore("the order has its node"),
		"tolerations":                   ignore("the order has its node"),
		"topologySpreadConstraints":     ignore("the order has its node"),
		"nodeSelector":                  refuse("the order has its node; leave it out"),
		"nodeName":                      refuse("the order has its node; leave it out"),
		"schedulerName":                 only("leave it out", "default-scheduler"),
		"priorityClassName":             refuse("leave it out"),
		"preemptionPolicy":              refuse("leave it out"),
		"runtimeClassName":              refuse("the node chooses the runtime; leave it out"),
		"readinessGates":                refuse("leave it out"),
		"setHostnameAsFQDN":             ignore("it is known by its Service's name"),
		"os":                            ignore("it is Linux"),
	})
}

func (c *cluster) pull(w *workload, a at) {
	a.read(fields{"name": func(a at) {
		name := a.text()
		w.late = append(w.late, func() {
			b := c.secrets[name]
			if b == nil || b.pull == nil {
				a.flaw("there is no Secret %s of type kubernetes.io/dockerconfigjson in this file", brief(name))
				return
			}
			w.Pull = b.pull
		})
	}})
}

// security takes what makes it no weaker.
func (a at) security(w *workload) {
	id := func(into *int64) func(at) { return func(a at) { *into = a.number(1, 1<<31-1) } }
	a.read(fields{
		"runAsUser": id(&w.User), "runAsGroup": id(&w.Group), "fsGroup": ignore("volumes belong to the service's group"),
		"fsGroupChangePolicy": ignore("volumes belong to the service's group"), "supplementalGroups": ignore("there is one group"),
		"supplementalGroupsPolicy": ignore("there is one group"),
		"runAsNonRoot":             only("nothing runs as root; true, or leave it out", "true"),
		"privileged":               only("no service is privileged; leave it out", "false"),
		"allowPrivilegeEscalation": only("false, or leave it out", "false"),
		"readOnlyRootFilesystem":   func(a at) { w.ReadOnly = a.flag() },
		"procMount":                only("leave it out", "Default"),
		"capabilities": func(a at) {
			a.read(fields{"drop": ignore("all capabilities are dropped"), "add": refuse("capabilities cannot be had; leave it out")})
		},
		"seccompProfile":  func(a at) { a.read(fields{"type": only("RuntimeDefault, or leave it out", "RuntimeDefault")}) },
		"appArmorProfile": func(a at) { a.read(fields{"type": only("RuntimeDefault, or leave it out", "RuntimeDefault")}) },
		"seLinuxOptions":  refuse("leave it out"), "windowsOptions": refuse("leave it out"),
		"sysctls": refuse("the kernel's settings cannot be had; leave it out"),
	})
}

func (c *cluster) container(w *workload, a at, volumes map[string]func(at, Mount)) {
	const noHooks = "hooks cannot be had; let the container's own command do it"
	probe := func(into **Probe) func(at) { return func(a at) { c.probe(w, a, into) } }
	a.read(fields{
		"name":       func(a at) { a.text() },
		"image":      func(a at) { w.Image = a.image() },
		"command":    func(a at) { w.Command = a.texts(maxArgs) },
		"args":       func(a at) { w.Args = a.texts(maxArgs) },
		"workingDir": func(a at) { w.Dir = a.text() },
		"env":        func(a at) { a.all(maxEnv, func(_ int, a at) { c.variable(w, a) }) },
		"envFrom":    func(a at) { a.all(16, func(_ int, a at) { c.variables(w, a) }) },
		"ports": func(a at) {
			a.all(maxPorts, func(_ int, a at) {
				name, port := "", 0
				a.read(fields{
					"name": func(a at) { name = a.text() }, "containerPort": func(a at) { port = a.port() }, "protocol": func(a at) { a.transport() },
					"hostPort": refuse("the node's ports cannot be had; leave it out"), "hostIP": refuse("the node's addresses cannot be had; leave it out"),
				})
				if name != "" {
					w.ports[name] = port
				}
			})
		},
		"resources": func(a at) {
			// What is asked for is what is given: limits where there are some, else requests.
			for _, key := range []string{"requests", "limits"} {
				if n := a.n.get(key); n != nil && !n.null() {
					a.to(key).quantities(&w.Wants)
				}
			}
			a.read(fields{"requests": quiet, "limits": quiet, "claims": refuse("leave it out")})
		},
		"volumeMounts": func(a at) {
			a.all(maxMounts, func(_ int, a at) {
				x, name := Mount{}, ""
				a.read(fields{
					"name": func(a at) { name = a.text() }, "mountPath": func(a at) { x.Path = a.folder() },
					"subPath": func(a at) { x.SubPath = strings.Trim(a.text(), "/") }, "readOnly": func(a at) { x.ReadOnly = a.flag() },
					"subPathExpr": refuse("write subPath"), "mountPropagation": only("None, or leave it out", "None"),
					"recursiveReadOnly": ignore("readOnly is what counts"),
				})
				w.late = append(w.late, func() {
					put := volumes[name]
					if put == nil && w.claims[name] != nil {
						x.Volume = w.claims[name].Name
						w.Mounts = append(w.Mounts, x)
						return
					}
					if put == nil {
						a.flaw("there is no volume %s in this pod", brief(name))
						return
					}
					put(a, x)
				})
			})
		},
		"readinessProbe": probe(&w.Ready), "livenessProbe": probe(&w.Live), "startupProbe": probe(&w.Started),
		"securityContext": func(a at) { a.security(w) },
		"imagePullPolicy": ignore("an image is pulled when the node does not have it"), "lifecycle": refuse(noHooks),
		"stdin": ignore("there is no terminal"), "stdinOnce": ignore("there is no terminal"), "tty": ignore("there is no terminal"),
		"terminationMessagePath": ignore("logs are on the order's page"), "terminationMessagePolicy": ignore("logs are on the order's page"),
		"volumeDevices": refuse("write volumeMounts"), "resizePolicy": ignore("a service is replaced as a whole"), "restartPolicy": refuse("leave it out"),
	})
	if a.lacks("image") {
		a.flaw("image has to be there")
	}
}

func (a at) quantities(w *Wants) {
	a.read(fields{
		"cpu": func(a at) { w.CPUMilli = a.cpu() }, "memory": func(a at) { w.MemoryMiB = a.mebibytes() },
		"ephemeral-storage": ignore("an image's own file system is not counted"),
		"nvidia.com/gpu":    func(a at) { w.GPU = uint16(a.number(0, 64)) },
	})
}

// volume notes how a pod's volume is to be mounted.
func (c *cluster) volume(w *workload, a at, volumes map[string]func(at, Mount)) {
	name := ""
	var put func(at, Mount)
	const noNode = "the node's files cannot be had; use a PersistentVolumeClaim, or a ConfigMap for files"
	files := func(secret bool) func(at) {
		return func(a at) {
			from, keys, mode := "", map[string]string{}, int32(0)
			nameOf := func(a at) { from = a.text() }
			a.read(fields{
				"name": nameOf, "secretName": nameOf, "optional": quiet, "defaultMode": func(a at) { mode = a.mode() },
				"items": func(a at) {
					a.all(maxFiles, func(_ int, a at) {
						key, to := "", ""
						a.read(fields{"key": func(a at) { key = a.text() }, "path": func(a at) { to = a.text() }, "mode": ignore("defaultMode is what counts")})
						keys[key] = to
					})
				},
			})
			put = func(mount at, x Mount) {
				b := c.bags(secret)[from]
				if b == nil {
					a.flaw("there is no %s %s in this file", bagKind(secret), brief(from))
					return
				}
				found := false
				for key, text := range b.data {
					to, listed := keys[key]
					if len(keys) > 0 && !listed {
						continue
					}
					if to == "" {
						to = key
					}
					target := path.Join(x.Path, to)
					if x.SubPath != "" {
						if to != x.SubPath {
							continue
						}
						target = x.Path
					}
					found = true
					f := File{Path: target, Mode: mode, Hidden: secret}
					if secret {
						f.Secret = Secret(text)
					} else {
						f.Text = text
					}
					w.Files = append(w.Files, f)
				}
				if !found {
					mount.flaw("there is nothing of it in %s %s", bagKind(secret), brief(from))
				}
				slices.SortFunc(w.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
			}
		}
	}
	a.read(fields{
		"name":      func(a at) { name = a.text() },
		"configMap": files(false), "secret": files(true),
		"persistentVolumeClaim": func(a at) {
			claim, readOnly := "", false
			a.read(fields{"claimName": func(a at) { claim = a.text() }, "readOnly": func(a at) { readOnly = a.flag() }})
			put = func(_ at, x Mount) {
				if c.claims[claim] == nil {
					a.flaw("there is no PersistentVolumeClaim %s in this file", brief(claim))
					return
				}
				x.Volume, x.ReadOnly = claim, x.ReadOnly || readOnly
				w.Mounts = append(w.Mounts, x)
			}
		},
		"emptyDir": func(a at) {
			t := Temp{SizeMiB: defaultTempMiB}
			a.read(fields{
				"medium":    func(a at) { only("Memory, or leave it out", "Memory", "")(a); t.Memory = a.n.text == "Memory" },
				"sizeLimit": func(a at) { t.SizeMiB = a.mebibytes() },
			})
			put = func(_ at, x Mount) {
				t.Path = x.Path
				w.Temps = append(w.Temps, t)
			}
		},
		"hostPath": refuse(noNode), "local": refuse(noNode), "nfs": refuse(noNode), "csi": refuse(noNode), "iscsi": refuse(noNode), "fc": refuse(noNode),
		"cephfs": refuse(noNode), "flexVolume": refuse(noNode), "image": refuse("an image cannot be mounted; leave it out"),
		"projected": refuse("write a configMap and a secret volume instead"), "downwardAPI": refuse("leave it out"),
		"ephemeral": refuse("use emptyDir or a PersistentVolumeClaim"),
	})
	if name == "" {
		a.flaw("name has to be there")
		return
	}
	if put == nil {
		put = func(at, Mount) {}
		if len(c.r.flaws) == 0 {
			a.flaw("one of configMap, secret, persistentVolumeClaim and emptyDir has to be there")
		}
	}
	volumes[name] = put
}

func (a at) mode() int32 {
	if a.n.kind == scalar {
		if n, err := strconv.ParseInt(a.n.text, 0, 32); err == nil && n >= 0 && n <= 0o777 {
			return int32(n)
		}
	}
	a.flaw("permission bits such as 0644")
	return 0
}

func (c *cluster) probe(w *workload, a at, into **Probe) {
	p := &Probe{}
	*into = p
	port := func(a at) {
		text := a.text()
		w.late = append(w.late, func() {
			n, err := strconv.Atoi(text)
			if err != nil {
				n = w.ports[text]
			}
			if n < 1 || n > 65535 {
				a.flaw("a container's port, by number or by name")
			}
			p.Port = n
		})
	}
	short := func(into *int32, least int64) func(at) { return func(a at) { *into = int32(a.number(least, 3600)) } }
	a.read(fields{
		"httpGet": func(a at) {
			p.Path = "/"
			a.read(fields{
				"path": func(a at) { p.Path = a.text() }, "port": port, "scheme": only("HTTP, or leave it out", "HTTP"),
				"host": refuse("the service itself is asked; leave it out"), "httpHeaders": refuse("leave it out, or write exec with a command"),
			})
		},
		"tcpSocket":           func(a at) { a.read(fields{"port": port, "host": refuse("the service itself is asked; leave it out")}) },
		"exec":                func(a at) { a.read(fields{"command": func(a at) { p.Command = a.texts(maxArgs) }}) },
		"grpc":                refuse("write tcpSocket, or exec with a command"),
		"initialDelaySeconds": short(&p.Delay, 0), "periodSeconds": short(&p.Every, 1), "timeoutSeconds": short(&p.Timeout, 1),
		"failureThreshold":              short(&p.Failures, 1),
		"successThreshold":              func(a at) { p.Successes = int32(a.number(1, 100)) },
		"terminationGracePeriodSeconds": ignore("a service has 10 s to end"),
	})
}
