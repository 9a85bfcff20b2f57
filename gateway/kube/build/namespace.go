package build

// Namespace is an order's, with Pod Security at its strictest.
func Namespace(p Plan) Head {
	h := p.head("v1", "Namespace", p.Namespace())
	h.Metadata.Namespace = ""
	for _, mode := range []string{"enforce", "audit", "warn"} {
		h.Metadata.Labels["pod-security.kubernetes.io/"+mode] = "restricted"
		h.Metadata.Labels["pod-security.kubernetes.io/"+mode+"-version"] = "latest"
	}
	return h
}
