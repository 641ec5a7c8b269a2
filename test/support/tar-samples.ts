import { gunzipSync } from 'node:zlib';

/*
 * Made with GNU tar 1.34 (-S --owner=1000 --group=1000 --mtime=@0): a folder with a name of 132 characters, a file in it,
 * a hard link and a symlink to that file, files of 2621440 bytes with 30 parts and of 1048576 bytes with two, a last file.
 */
const gnu = [
  'H4sIAAAAAAACA+3azXLaSBQGUGWbp9ALAGr9brMPuzwBFeQMFQVNCZxy5ukHKI/HA7TZDIptztlI1aJuF2r6iq9K09l09mne',
  'r7/NV+vvyXVkO3VZHo47x8csz+qn88N4CHUWknSejOB+s10MaZoMfb996XOXrr9RP9vh16Tbrf/kru+W7TBZL360k3FHZwnv',
  'ef33m7qpqv0eD02VPT9mx73gcF6UIc+TtBpz/3/t+vvlZhntgZeuv1HT19D/w5n+n+v/N9P/71ZdO90+bLXjd9v/H/d/pP8X',
  'J/0/VEma6f9X98fqo01ww17t83+X/z57/nv+c93+vxiW157j8vP/JP811e7/fxjjZ3jrz/++aze/c/2L+nT986KqyyT9chP/',
  '/053Qfj3PI+Ml5Hx+nT8w/4sf5zg7OwhMnuIzB4is4f6/HgeqZ9H6ueR+nmkfhGpX0TqF5H6RaR+GalfRuqXkfplpH4VqV9F',
  '6leR+lWkfn2m/ofnezMyTx2Zp47M00S+R3O+fsjP9H7GtXALAAAAQP4HAAAA5H8AAABA/gcAAADkfwAAAED+BwAAAOR/AAAA',
  'QP4HAAAA5H8AAACQ/wEAAAD5HwAAAJD/AQAAAPkfAAAAkP8BAAAA+R8AAACQ/wEAAAD5HwAAAOR/AAAAQP4HAAAA5H8AAABA',
  '/gcAAADkfwAAAED+BwAAAOR/AAAAQP4HAAAA+R8AAACQ/wEAAAD5HwAAAJD/AQAAAPkfAAAA+J9MZ9PZp3m//jZfrb9faY5s',
  'py7Lw3Hn+JjloX46P4yHUGchST+PcQPuN9vFkKbJ0Pfblz536fob9bMdfk263fpP7vpu2Q6T9eJHOxl3dHa36trp9mFrO46u',
  'u962/8/+b5pmfwxNlT0/Zse94HBeVNl+/+dj/Az/2f9fu/5+uVlGb8al62/U5s/FsGmvv/6P/f/M+uen65+HJsuT9MuY/f+3',
  'rf/hOxfPd0F4Oi+K4ux4eWbXvDhBeelDAPCaPLgFAAAAAMA71a6XbgJwFX91i82137t6+f2Pvero/b88b8okHeV1hRt//2e/',
  '/B9tAwAAuAl/A8k+00AAMAIA',
].join('');
const pax = [
  'H4sIAAAAAAACA+3a3W7aSBgGYI65Cm4AMuN/Djhte1RVqnoBVnEaWgIRkCrt1a8J0KVk0+5qi5U2z3NiZ5yxE4+/z7wSo4s3',
  '9d2rpp42q/XF52b1ZThfLj4ML5fzdmS4qK+b4f8eDa0iy3ph53Qbklh+278fT0PRDg3ueh24XW/qVXv53vMUs3RwU2+uJmda',
  '+/80etHv0a0uFnhb1GWeb2s8lnk43obTXrCr/zxLkt4g77L+38+Xt9P19NNjv/ez46fNzfp/t/4/7P/Jg/5fFlH/76T/5/EJ',
  '9f/L2bwZbe423gN/aP0/0v/TB/0/5r1B0P/P7mqm1p6z0XH+u6pX0zNc46fv//Sk/mNsPy96/3fz/s8H89nik88Az9OZSv6x',
  '+v+X+a9I8jb/xS6evGf+/v++/y/nzbr7/h//Pnbo/0mZ6P9dSJLBy9fvRuuberVuRtf1x+VqEvsno7NFOxr6SX48uq2kyf0T',
  '00/j8YFVU8/Xs6/NJCmSdmmDRv6k679dubf3C/di++ItxqH41X3gh/0/LeKD/h+LMpH/OpHGfuhnYVz0izxPi91uTNsP4Ml+',
  'f1wUodrt7wp6t58mZVHtp6bjNIn7uVlelfl+bp5kSbWfm1fjKsmOLrWfWyahGu/nllWRpfu5Vd5eeT93vH1c9nPHVRqy/dwY',
  'siovD390jFn74jj8UI6LbD89Jlkeq+z4fzucIC3bjxqHE2RZO+twgjyUaXI4QV4m7Z+2/6FIqywcTlCG9p8/nKAsxtm3+1al',
  'eTjcuDgOIT/cuUNbfBKNsdYCAQAA4I8n/wMAAID8DwAAAMj/AAAAgPwPAAAAyP8AAACA/A8AAADI/wAAAID8DwAAAMj/AAAA',
  'IP8DAAAA8j8AAAAg/wMAAADyPwAAACD/AwAAAPI/AAAAIP8DAAAA8j8AAADI/wAAAID8DwAAAMj/AAAAgPwPAAAAyP8AAACA',
  '/A8AAADI/wAAAID8DwAAAPI/AAAAIP8DAAAA8j8AAAAg/wMAAABdGV28qe9eNfW0Wa0v5rPFpzNcI7SKLLvftk63IUnTb/v3',
  '47GV9QZ3XdyA2/WmXrWXf6brH/N8sF32m3pzNfncrL4M58vFh+Hlct4+EcNFfd0Mux29uJzNm9HmbtNXnB04U8k/qP+yLLfb',
  'WObheBtOe8H9flqkIfYGSRdP3qH+38+Xt9P19NGb8bPjp83td+z/65t6tW467/8xy0/7f5YX+n8XkmTw8vW70W7lR9f1x+Vq',
  'Evsno7NFOxr6SXE8uq2kyW6/n8bjI6umnq9nX5tJDFmVl4VO/pTrv124t/fr9mL74i3GofjVfeCo/v+h/yfxQf+PZdz2/9Bl',
  '/T/T/p/2x1Uasn4WxkW/Gpch2e8fajeoXgCgW3duAQAAAADwh2oWUzcBOIuv83q9OfM1fvz9n63T7/+leZn5/k8XtsvvGz4A',
  'AAAAAAAAAAAA8Hv4C9bI+R0AWAIA',
].join('');

/** Tars for specs, as GNU tar writes them in either of its formats. */
export const tarSamples = {
  gnu: gunzipSync(Buffer.from(gnu, 'base64')),
  pax: gunzipSync(Buffer.from(pax, 'base64')),
};
