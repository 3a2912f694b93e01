package link

// Version says what is found, and how. It is stored with the links of each
// item; those of an older version are found anew.
const Version = 7
