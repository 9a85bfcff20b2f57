package manifest

import (
	"slices"
	"strings"
)

// allow goes through the file against the list of what is taken, and takes out what is not.
func (f *composeFile) allow() {
	f.root.prune(fields{
		"version":  nil,
		"name":     nil,
		"services": func(a at) { a.each(func(name string, a at) { f.allowService(name, a) }) },
		"volumes": func(a at) {
			a.each(func(_ string, a at) {
				if a.n.null() {
					return
				}
				a.prune(fields{
					"name": nil, "labels": nil,
					"driver":   only("local, or leave it out: a node has one kind of disk", "local"),
					"external": refuse("there are no volumes but the file's own; leave external out"),
					"driver_opts": func(a at) {
						a.prune(fields{
							"size": func(at) {}, "type": refuse("disks are the node's own; leave type, device and o out"),
							"device": refuse("disks are the node's own; leave it out"), "o": refuse("disks are the node's own; leave it out"),
						}, nil)
					},
					"x-": nil,
				}, map[string]string{"name": "a disk is known by its key", "labels": "nobody reads labels here"})
			})
		},
		"configs":  func(a at) { a.each(func(name string, a at) { f.content(name, a, f.configs) }) },
		"secrets":  func(a at) { a.each(func(name string, a at) { f.content(name, a, f.secrets) }) },
		"networks": nil,
		"include":  refuse("one file has to have it all; put in what it includes"),
		"models":   refuse("a model has to be a service of its own here"),
		"x-":       nil,
	}, map[string]string{
		"version": "the Compose specification has no versions any more", "name": "the order is the name",
		"networks": "all services of an order reach one another, and nobody else's", "labels": "nobody reads labels here",
	})
}

// maxDeclared is how many volumes, configs or secrets a Compose file may declare, used or not.
const maxDeclared = 64

// bound refuses what is too much to be looked at: the reference implementation goes through each list more than once.
func (f *composeFile) bound() {
	f.root.most("services", MaxServices)
	for _, key := range []string{"volumes", "configs", "secrets"} {
		f.root.most(key, maxDeclared)
	}
	services := f.root.to("services")
	if services.n == f.root.n || services.n.kind != dict {
		return
	}
	services.each(func(_ string, a at) {
		for key, most := range map[string]int{
			"environment": maxEnv, "configs": maxFiles, "secrets": maxFiles, "tmpfs": maxMounts, "volumes": maxMounts, "command": maxArgs, "entrypoint": maxArgs,
		} {
			a.most(key, most)
		}
		if check := a.to("healthcheck"); check.n != a.n {
			check.most("test", maxArgs)
		}
	})
}

// most refuses more than so many entries under a key, by the first that is too many.
func (a at) most(key string, most int) {
	if n := a.n.get(key); n != nil && len(n.items) > most {
		var extra any = most
		if n.kind == dict {
			extra = n.keys[most]
		}
		a.r.flaw(place{join(join(a.path, key), extra), n.items[most].line}, "at most %d %s", most, key)
	}
}

// content takes a config's or secret's text in.
func (f *composeFile) content(name string, a at, into map[string]string) {
	into[name] = ""
	a.read(fields{
		"content":     func(a at) { into[name] = a.text() },
		"file":        refuse("files cannot come along; write the text as content"),
		"environment": refuse("there is no environment here; write the text as content"),
		"external":    refuse("there is nothing but the file's own; write the text as content"),
		"name":        quiet, "labels": quiet,
	})
	if a.n.kind == dict && a.lacks("content") {
		a.flaw("content has to be there")
	}
}

// noLabels is said of a service's labels.
const noLabels = "of labels nothing is read but Traefik's loadbalancer.server.scheme"

// composeIgnored are the fields of a service that make no difference here, with the reason.
var composeIgnored = map[string]string{
	"annotations": "nobody reads annotations here", "attach": "logs are on the order's page", "blkio_config": "a disk's speed is the node's",
	"cap_drop":  "all capabilities are dropped",
	"cpu_count": "write cpus", "cpu_percent": "write cpus", "cpu_shares": "write cpus", "cpu_period": "write cpus", "cpu_quota": "write cpus",
	"cpu_rt_period": "write cpus", "cpu_rt_runtime": "write cpus", "cpuset": "the node chooses the cores",
	"depends_on": "services start together, and one that ends is started again", "develop": "there is no source here",
	"domainname": "the order has names of its own",
	"init":       "a container's first process has to take care of its own", "labels": noLabels, "logging": "logs are on the order's page",
	"mem_reservation": "mem_limit is what counts", "mem_swappiness": "nodes do not swap",
	"memswap_limit": "nodes do not swap", "networks": "all services of an order reach one another, and nobody else's", "oom_kill_disable": "limits hold",
	"oom_score_adj": "limits hold", "pids_limit": "the node has a limit of its own",
	"pull_policy": "an image is pulled when the node does not have it", "pull_refresh_after": "an image is pulled when the node does not have it",
	"restart": "a service that ends is started again", "stdin_open": "there is no terminal", "stop_grace_period": "a service has 10 s to end",
	"stop_signal": "a service is ended with the image's own signal", "storage_opt": "an image's own file system is the node's",
	"tty": "there is no terminal", "ulimits": "the node has limits of its own", "uts": "the order has names of its own",
}

// composeRefused are those that cannot be had, with the remedy.
var composeRefused = map[string]string{
	"build": "nothing is built here; push the image to a registry and write image", "cap_add": "capabilities cannot be had; leave it out",
	"cgroup": "leave it out", "cgroup_parent": "leave it out", "credential_spec": "leave it out",
	"device_cgroup_rules": "devices cannot be had; leave it out",
	"devices":             "devices cannot be had; for a GPU write deploy.resources.reservations.devices", "dns": "the cluster's DNS it is; leave it out",
	"dns_opt": "the cluster's DNS it is; leave it out", "dns_search": "the cluster's DNS it is; leave it out",
	"env_file": "files cannot come along; write the variables under environment", "extends": "one file has to have it all; write the service out",
	"external_links": "there is nothing but the file's own; leave it out",
	"extra_hosts":    "names cannot be added; use the service's name, or a real host name",
	"group_add":      "leave it out; user can be uid:gid", "ipc": "leave it out", "isolation": "leave it out", "label_file": "leave it out",
	"mac_address": "leave it out", "models": "a model has to be a service of its own here",
	"network_mode": "leave it out; services reach one another by name",
	"pid":          "leave it out", "post_start": "hooks cannot be had; let command do it", "pre_start": "hooks cannot be had; let command do it",
	"pre_stop": "hooks cannot be had; leave it out", "privileged": "no service is privileged; leave it out",
	"profiles": "everything in the file runs; leave the service out, or its profiles",
	"provider": "leave it out", "runtime": "the node chooses the runtime; for a GPU write deploy.resources.reservations.devices",
	"security_opt": "the strictest holds already; leave it out", "sysctls": "the kernel's settings cannot be had; leave it out",
	"use_api_socket": "leave it out", "userns_mode": "leave it out",
	"volumes_from": "write the volumes out under volumes",
}

func (f *composeFile) allowService(name string, a at) {
	if !ValidService(name) {
		a.flaw("a service's name is 1 to 20 of a-z, 0-9 and -, beginning with a letter and not ending with -")
	}
	if p, said := a.hints(); said {
		f.speaks[name] = p
	}
	take := fields{"x-": nil}
	for _, key := range []string{
		"image", "entrypoint", "environment", "configs", "secrets", "working_dir", "user", "tmpfs", "shm_size", "scale",
		"hostname", "container_name", "cpus", "mem_limit",
	} {
		take[key] = func(at) {}
	}
	for key := range composeIgnored {
		take[key] = nil
	}
	for key, remedy := range composeRefused {
		take[key] = refuse(remedy)
	}
	take["command"], take["entrypoint"] = func(a at) { a.command() }, func(a at) { a.command() }
	take["privileged"] = only(composeRefused["privileged"], "false")
	take["network_mode"] = only(composeRefused["network_mode"], "bridge", "default")
	take["platform"] = only("linux/amd64; nodes have nothing else", "linux/amd64", "linux")
	take["read_only"] = func(a at) { a.flag() }
	take["security_opt"] = func(a at) {
		a.all(8, func(_ int, a at) {
			only(composeRefused["security_opt"], "no-new-privileges", "no-new-privileges:true", "no-new-privileges=true")(a)
		})
	}
	take["links"] = func(a at) {
		a.all(MaxServices*2, func(_ int, a at) {
			if strings.Contains(a.text(), ":") {
				a.flaw("a service is reached by its own name; leave out what is behind the colon")
			}
		})
	}
	take["gpus"] = func(a at) { a.devices() }
	take["expose"] = func(a at) { a.all(maxPorts, func(_ int, a at) { a.noRange() }) }
	take["ports"] = func(a at) {
		a.all(maxPorts, func(_ int, a at) {
			if a.n.kind != dict {
				a.noRange()
				return
			}
			a.prune(fields{
				"target": func(a at) { a.noRange() }, "published": nil, "protocol": only("tcp or udp", "tcp", "udp"),
				"app_protocol": func(a at) { a.protocol() },
				"name":         nil, "mode": nil, "host_ip": nil,
			}, map[string]string{
				"published": "a service has a host name of its own", "host_ip": "a service has a host name of its own", "mode": "there is one way in",
				"name": "nobody reads it",
			})
		})
	}
	take["volumes"] = func(a at) {
		a.all(maxMounts, func(_ int, a at) {
			if a.n.kind == dict {
				a.prune(fields{
					"type":   only("volume or tmpfs; for a file write it under configs with content", "volume", "tmpfs"),
					"source": func(at) {}, "target": func(at) {}, "read_only": func(at) {}, "consistency": nil,
					"volume": func(a at) {
						a.prune(fields{"nocopy": nil, "subpath": func(at) {}}, map[string]string{"nocopy": "a new disk is empty"})
					},
					"tmpfs": func(a at) {
						a.prune(fields{"size": func(at) {}, "mode": nil}, map[string]string{"mode": "it belongs to the service"})
					},
					"bind":  refuse("the node's files cannot be had; for a file write it under configs with content"),
					"image": refuse("an image cannot be mounted; leave it out"),
				}, map[string]string{"consistency": "it is always consistent"})
			}
		})
	}
	take["healthcheck"] = func(a at) {
		a.prune(fields{"test": func(a at) {
			if a.n.kind == list && (len(a.n.items) == 0 || !slices.Contains([]string{"CMD", "CMD-SHELL", "NONE"}, a.n.items[0].text)) {
				a.flaw("a list begins with CMD, CMD-SHELL or NONE")
			}
		}, "interval": func(at) {}, "timeout": func(at) {}, "retries": func(at) {}, "disable": func(at) {}, "start_period": nil, "start_interval": nil},
			map[string]string{
				"start_period":   "until its check passes a service gets no requests, however long that takes",
				"start_interval": "interval is what counts",
			})
	}
	take["deploy"] = func(a at) { a.deploy() }
	a.prune(take, composeIgnored)
	if a.n.kind == dict && a.lacks("image") {
		a.flaw("image has to be there")
	}
}

// command checks a command, and makes a list of one that is text.
func (a at) command() {
	switch text, isText := a.n.plainValue().(string); {
	case a.n.kind == dict:
		a.flaw("a command is text, or a list of words")
	case isText:
		all, ok := words(text)
		if !ok {
			a.flaw("its quotes or brackets do not close; write the command as a list of words")
			return
		}
		*a.n = node{kind: list, line: a.n.line}
		for _, w := range all {
			a.n.items = append(a.n.items, &node{text: w, tag: "!!str", line: a.n.line})
		}
	}
	if len(a.n.items) > maxArgs {
		a.flaw("at most %d words", maxArgs)
	}
}

// deploy checks what the specification has for clusters.
func (a at) deploy() {
	a.prune(fields{
		"mode": only("replicated, which is what there is without it", "replicated"), "replicas": func(at) {}, "labels": nil, "restart_policy": nil,
		"placement": nil, "update_config": nil, "rollback_config": nil, "endpoint_mode": nil,
		"resources": func(a at) {
			part := func(a at) {
				a.prune(fields{
					"cpus": func(at) {}, "memory": func(at) {}, "pids": nil, "devices": func(a at) { a.devices() },
					"generic_resources": refuse("for a GPU write devices with capabilities [gpu]"),
				}, map[string]string{"pids": "the node has a limit of its own"})
			}
			a.prune(fields{"limits": part, "reservations": part}, nil)
		},
	}, map[string]string{
		"labels": noLabels, "restart_policy": "a service that ends is started again", "placement": "the order has its node",
		"update_config": "a service is replaced as a whole", "rollback_config": "earlier revisions are on the order's page",
		"endpoint_mode": "there is one way in",
	})
}

// devices checks that nothing but GPUs is asked for.
func (a at) devices() {
	if a.n.kind == scalar {
		a.flaw("write how many: a list of devices with count and capabilities [gpu]")
		return
	}
	a.all(4, func(_ int, a at) {
		a.prune(fields{
			"capabilities": func(a at) {
				if !slices.Contains(a.texts(8), "gpu") {
					a.flaw("only [gpu] can be had")
				}
			},
			"driver": only("nvidia, or leave it out", "nvidia"), "count": func(a at) { a.number(1, 64) }, "options": func(a at) {
				a.prune(fields{"model": func(at) {}}, nil)
			},
			"device_ids": refuse("write count; which of them is the node's to choose"),
		}, nil)
	})
}

// noRange keeps a range of ports from becoming thousands of ports.
func (a at) noRange() {
	s := a.text()
	if len(s) > 64 || strings.Contains(s[strings.LastIndexByte(s, ']')+1:], "-") {
		a.flaw("one port each, without ranges")
	}
}

// prune reads a map and takes out what is refused or ignored. A nil reader means ignored, with the reason under the
// entry's name.
func (a at) prune(f fields, why map[string]string) {
	if a.n.kind != dict {
		a.flaw("this has to be a map of names to values")
		return
	}
	keys, items := make([]string, 0, len(a.n.keys)), make([]*node, 0, len(a.n.items))
	for i, k := range a.n.keys {
		n := a.n.items[i]
		take, known := f[k]
		extension := strings.HasPrefix(k, "x-")
		if _, ours := f["x-"]; extension && ours {
			continue
		}
		before := len(a.r.flaws)
		c := at{a.r, n, place{join(a.path, k), n.line}}
		switch {
		case n.null():
			continue
		case !known:
			c.flaw("it is not known here; leave it out")
			continue
		case take == nil:
			if reason := why[k]; reason != "" {
				c.note("%s", reason)
			} else {
				c.note("it makes no difference here")
			}
			continue
		}
		take(c)
		if slices.ContainsFunc(a.r.flaws[before:], func(f Flaw) bool { return f.Path == c.path }) {
			continue
		}
		keys, items = append(keys, k), append(items, n)
	}
	a.n.keys, a.n.items = keys, items
}
