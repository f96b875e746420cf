package site
import ("testing";"time";"fmt";"slices")
func TestTmpSingles(t *testing.T){
 s,err:=synthetic(); if err!=nil {t.Fatal(err)}
 type r struct{n string; d time.Duration; b int}
 var l []r; var total time.Duration
 groups:=map[string]*r{}
 for round:=range 3 {
 l=nil; total=0; clear(groups)
 for n,f:=range s.files { t0:=time.Now(); b,err:=f.bytes(); if err!=nil{t.Fatal(err)}; d:=time.Since(t0); l=append(l,r{n,d,len(b)}); total+=d
  g:=n; if len(n)>10 && n[len(n)-10:]=="index.html" && n!="index.html" {g="*/index.html"}; if len(n)>8 && n[:8]=="assets/r" {g="assets/r*"}; if len(n)>12&&n[:12]=="api/v1/roles"{g="api/v1/roles*"}
  if groups[g]==nil{groups[g]=&r{n:g}}; groups[g].d+=d; groups[g].b+=len(b) }
 _=round }
 l=nil; for _,g:=range groups {l=append(l,*g)}
 slices.SortFunc(l,func(a,b r)int{return int(b.d-a.d)})
 fmt.Println("total",total,len(s.files))
 for _,x:=range l[:min(25,len(l))] {fmt.Println(x.n,x.d,x.b)}
}
func BenchmarkTmpRole(b *testing.B){ s:=benchmarkSite(b); b.ReportAllocs(); for i:=0;b.Loop();i++{ if _,err:=s.rolePage(i%100); err!=nil{b.Fatal(err)} } }
