package build

// Namespace is an order's, with Pod Security as strict as its services can bear.
func Namespace(p Plan) Head {
	h := p.head("v1", "Namespace", p.Namespace())
	h.Metadata.Namespace = ""
	for _, mode := range []string{"enforce", "audit", "warn"} {
		h.Metadata.Labels["pod-security.kubernetes.io/"+mode] = p.level()
		h.Metadata.Labels["pod-security.kubernetes.io/"+mode+"-version"] = "latest"
	}
	notes := map[string]string{}
	if p.Account != "" {
		notes[NoteAccount] = p.Account
	}
	if p.Spent {
		notes[NoteSpent] = "true"
	}
	if len(notes) > 0 {
		h.Metadata.Annotations = notes
	}
	return h
}
