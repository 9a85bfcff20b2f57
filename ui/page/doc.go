// Package page has the pages of the app and the shell around them.
//
// A page is a component that renders what belongs into the shell's main landmark, beginning with its h1; bars, banners,
// sheets for login and toasts are the shell's. A page has one exported field, T, the language, which the shell sets: a
// change of language renders it anew. A page stays mounted while only the query or an id in the path changes, so it
// loads in OnNav, which also runs after it was mounted.
package page
