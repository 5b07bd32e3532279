/** What is measured: programs that a beginner's programs are made of, each about a second on a Pico. */
export const programs: Readonly<Record<string, string>> = {
  'integer loop': `x=0
for i in range(100000):
    x+=i&3
def fib(n):
    return n if n<2 else fib(n-1)+fib(n-2)
print(x, fib(17))
`,
  'float loop': `y=1.0
s=0.0
for i in range(25000):
    y=y*1.0001+0.5
    s+=y/3.0
print(y, s)
`,
  'pin toggling': `from machine import Pin
p=Pin(25,Pin.OUT)
for i in range(80000):
    p.toggle()
print(p.value())
`,
  printing: `for i in range(4000):
    print('line',i,'of the output',i*i)
`,
  'mixed program': `import math,json,gc
d={}
for i in range(400):
    d['k%d'%i]=[i,math.sin(i/10),str(i)*3]
t=json.dumps(d)
e=json.loads(t)
print(len(t),len(e),e['k77'],sum(ord(c) for c in t)&0xffffff)
del d,e,t
gc.collect()
print(sorted([(i*7919)%1009 for i in range(300)])[:10])
`,
};
