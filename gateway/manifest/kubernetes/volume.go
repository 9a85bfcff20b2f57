package kubernetes

import (
	"path"
	"slices"
	"strings"

	"berth/gateway/manifest"
	"berth/gateway/manifest/read"
	"berth/shared/phrase"
)

// podVolume is how a pod's volume is mounted.
type podVolume struct {
	put func(x *container, mount read.At, m manifest.Mount)
}

// volume notes how a pod's volume is to be mounted.
func (c *cluster) volume(w *workload, a read.At) {
	name := ""
	var v podVolume
	known := false
	const noNode = "the machine's files cannot be had; use a PersistentVolumeClaim, or a ConfigMap for files"
	const noMachine = "a disk of another machine's cannot be mounted; use a PersistentVolumeClaim"
	no := func(remedy phrase.Form) func(read.At) { return func(a read.At) { known = true; a.Cannot(remedy) } }
	a.Read(read.Fields{
		"name":      func(a read.At) { name = a.Text() },
		"configMap": func(a read.At) { known = true; v.put = c.files(a, false) },
		"secret":    func(a read.At) { known = true; v.put = c.files(a, true) },
		"projected": func(a read.At) {
			known = true
			v.put = c.projected(a)
		},
		"persistentVolumeClaim": func(a read.At) {
			claim, readOnly := "", false
			known = true
			a.Read(read.Fields{"claimName": func(a read.At) { claim = a.Text() }, "readOnly": func(a read.At) { readOnly = a.Flag() }})
			v.put = func(x *container, _ read.At, m manifest.Mount) {
				disk := c.claims[claim]
				if disk == nil && claim == "" {
					a.Flaw("claimName has to be there")
					return
				}
				if disk == nil {
					a.Note("there is no PersistentVolumeClaim %s in this file: it is a disk of the order's, empty at first", manifest.Brief(claim))
					disk = &manifest.Volume{Name: claim, Where: a.Where()}
					c.claims[claim] = disk
				}
				m.Volume, m.ReadOnly = disk.Name, m.ReadOnly || readOnly
				x.Mounts = append(x.Mounts, m)
			}
		},
		"emptyDir": func(a read.At) {
			t := manifest.Temp{}
			known = true
			if a.N.Kind == read.Dict {
				a.Read(read.Fields{
					"medium":    func(a read.At) { t.Memory = a.Text() == "Memory" },
					"sizeLimit": func(a read.At) { t.SizeMiB = a.Mebibytes() },
				})
			}
			if t.SizeMiB == 0 {
				t.SizeMiB = read.DefaultTempMiB
			}
			v.put = func(x *container, mount read.At, m manifest.Mount) {
				t := t
				if t.Path = m.Path; len(w.containers)+len(w.before) > 1 {
					t.Name = read.Shorten(read.Label(name), 40)
				}
				if m.SubPath != "" {
					mount.Note("a temporary folder is mounted as a whole")
				}
				x.Temps = append(x.Temps, t)
			}
		},
		"ephemeral": func(a read.At) {
			known = true
			var disk manifest.Volume
			a.Read(read.Fields{"volumeClaimTemplate": func(a read.At) { object(a, read.Fields{"spec": func(a read.At) { claimSpec(a, &disk) }}) }})
			t := manifest.Temp{SizeMiB: max(disk.SizeMiB, read.DefaultTempMiB), Name: read.Shorten(read.Label(name), 40)}
			v.put = func(x *container, _ read.At, m manifest.Mount) {
				t := t
				t.Path = m.Path
				x.Temps = append(x.Temps, t)
			}
		},
		"hostPath": func(a read.At) {
			known = true
			verdict, why := read.PathMachine, phrase.Form("")
			if n := a.N.Get("path"); n != nil && n.Kind == read.Scalar {
				verdict, why = read.HostPath(n.Text)
			}
			switch verdict {
			case read.PathNote:
				a.Note(why)
			case read.PathMemory:
				v.put = func(x *container, _ read.At, m manifest.Mount) {
					x.Temps = append(x.Temps, manifest.Temp{Path: m.Path, SizeMiB: read.DefaultTempMiB, Memory: true, Name: read.Shorten(read.Label(name), 40)})
				}
			default:
				a.Cannot(noNode)
			}
		},
		"local": no(noNode), "nfs": no(noMachine), "csi": no(noMachine), "iscsi": no(noMachine), "fc": no(noMachine), "cephfs": no(noMachine), "flexVolume": no(noMachine),
		"glusterfs": no(noMachine), "rbd": no(noMachine), "gcePersistentDisk": no(noMachine), "awsElasticBlockStore": no(noMachine), "azureDisk": no(noMachine),
		"azureFile": no(noMachine), "cinder": no(noMachine), "portworxVolume": no(noMachine), "quobyte": no(noMachine), "storageos": no(noMachine), "scaleIO": no(noMachine),
		"vsphereVolume": no(noMachine), "flocker": no(noMachine), "photonPersistentDisk": no(noMachine),
		"gitRepo": func(a read.At) { known = true; a.Flaw("let an init container clone it into an emptyDir") },
		"image":   func(a read.At) { known = true; a.Flaw("an image cannot be mounted; leave it out") },
		"downwardAPI": func(a read.At) {
			known = true
			a.Flaw("what a pod knows of itself is the cluster's; leave it out")
		},
	})
	if name == "" {
		a.Flaw("name has to be there")
		return
	}
	// What names no kind of its own is an empty folder, too.
	if n := a.N.Get("emptyDir"); n != nil && n.Null() || len(a.N.Keys) == 1 {
		known = true
		v.put = func(x *container, _ read.At, m manifest.Mount) {
			x.Temps = append(x.Temps, manifest.Temp{Name: read.Shorten(read.Label(name), 40), Path: m.Path, SizeMiB: read.DefaultTempMiB})
		}
	}
	if !known {
		a.Flaw("one of configMap, secret, persistentVolumeClaim and emptyDir has to be there")
	}
	w.volumes[name] = v
}

// files are those of a ConfigMap or Secret.
func (c *cluster) files(a read.At, secret bool) func(*container, read.At, manifest.Mount) {
	from, keys, mode, optional := "", map[string]string{}, int32(0), false
	nameOf := func(a read.At) { from = a.Text() }
	a.Read(read.Fields{
		"name": nameOf, "secretName": nameOf, "optional": func(a read.At) { optional = a.Flag() }, "defaultMode": func(a read.At) { mode = a.Mode() },
		"items": func(a read.At) {
			a.All(manifest.MaxFiles, func(_ int, a read.At) {
				key, to := "", ""
				a.Read(read.Fields{"key": func(a read.At) { key = a.Text() }, "path": func(a read.At) { to = a.Text() }, "mode": read.Ignore("defaultMode is what counts")})
				keys[key] = to
			})
		},
	})
	return func(x *container, mount read.At, m manifest.Mount) {
		b := c.bags(secret)[from]
		if b == nil {
			if !optional {
				a.Flaw("there is no %s %s in this file", bagKind(secret), manifest.Brief(from))
			}
			return
		}
		found := false
		for _, key := range read.SortedKeys(b.data) {
			to, listed := keys[key]
			if len(keys) > 0 && !listed {
				continue
			}
			if to == "" {
				to = key
			}
			target := path.Join(m.Path, to)
			if m.SubPath != "" && m.SubPath != "." {
				switch below, in := strings.CutPrefix(to, m.SubPath+"/"); {
				case to == m.SubPath:
					target = m.Path
				case in:
					target = path.Join(m.Path, below)
				default:
					continue
				}
			}
			found = true
			if len(x.Files) > manifest.MaxFiles {
				break // check says so
			}
			f := manifest.File{Path: target, Mode: mode, Hidden: secret}
			if secret {
				f.Secret = manifest.Secret(b.data[key])
			} else {
				f.Text = b.data[key]
			}
			x.Files = append(x.Files, f)
		}
		if !found && len(b.data) > 0 {
			mount.Flaw("there is nothing of it in %s %s", bagKind(secret), manifest.Brief(from))
		}
		slices.SortFunc(x.Files, func(a, b manifest.File) int { return strings.Compare(a.Path, b.Path) })
	}
}

// projected are several ConfigMaps and Secrets in one folder.
func (c *cluster) projected(a read.At) func(*container, read.At, manifest.Mount) {
	var all []func(*container, read.At, manifest.Mount)
	a.Read(read.Fields{
		"defaultMode": read.Ignore("each file has its own"),
		"sources": func(a read.At) {
			a.All(8, func(_ int, a read.At) {
				a.Read(read.Fields{
					"configMap": func(a read.At) { all = append(all, c.files(a, false)) }, "secret": func(a read.At) { all = append(all, c.files(a, true)) },
					"serviceAccountToken": read.Deny(noCluster), "clusterTrustBundle": read.Deny(noCluster), "podCertificate": read.Deny(noCluster),
					"downwardAPI": read.Refuse("what a pod knows of itself is the cluster's; leave it out"),
				})
			})
		},
	})
	return func(x *container, mount read.At, m manifest.Mount) {
		for _, put := range all {
			put(x, mount, m)
		}
	}
}
